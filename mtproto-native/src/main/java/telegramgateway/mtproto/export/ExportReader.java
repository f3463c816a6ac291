package telegramgateway.mtproto.export;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one export file from its beginning to its end: a single chat or a full account, plain or gzip. Holds one entry
 * and one message at a time, whatever the file's size. For one use; {@link #bytesRead()} may be called by any thread.
 */
public final class ExportReader {
    private final CountedInput file;
    private final ExportOptions options;
    private final EntryTree entries = new EntryTree();

    /** @param file from its first byte; the caller closes it */
    public ExportReader(InputStream file, ExportOptions options) {
        this.file = new CountedInput(file);
        this.options = options;
    }

    /**
     * Hands everything over to the listener.
     *
     * @throws ExportException when the file is no export, is damaged or ends too early; what could be read until there
     *     has been handed over
     */
    public void read(ExportListener listener) throws ExportException {
        AlbumGuess messages = new AlbumGuess(listener);
        try {
            readRoot(ExportJson.open(file), messages);
        } catch (ExportException e) {
            messages.flush();
            throw e;
        }
        messages.flush();
    }

    /** Bytes of the file, packed as given, that have been read so far. */
    public long bytesRead() {
        return file.count();
    }

    /** The root of a full account holds lists of chats; that of a single chat is the chat itself. */
    private void readRoot(ExportJson json, AlbumGuess messages) throws ExportException {
        if (json.next() != JsonToken.START_OBJECT) {
            throw json.noExport();
        }
        ChatEntries single = new ChatEntries(options, messages);
        boolean chatsSeen = false;
        while (json.next() == JsonToken.PROPERTY_NAME) {
            String field = json.name();
            JsonToken value = json.next();
            boolean chats = field.equals("chats") || field.equals("left_chats");
            if (chats && value == JsonToken.START_OBJECT) {
                readChats(json, messages);
                chatsSeen = true;
            } else {
                readChatField(json, field, value, single);
            }
        }
        if (single.isChat()) {
            single.end();
        } else if (!chatsSeen) {
            throw json.noExport();
        }
        json.expectEnd();
    }

    private void readChats(ExportJson json, AlbumGuess messages) throws ExportException {
        while (json.next() == JsonToken.PROPERTY_NAME) {
            boolean list = json.name().equals("list");
            if (json.next() != JsonToken.START_ARRAY || !list) {
                json.skip();
                continue;
            }
            while (json.next() != JsonToken.END_ARRAY) {
                if (json.current() == JsonToken.START_OBJECT) {
                    readChat(json, new ChatEntries(options, messages));
                } else {
                    json.skip();
                }
            }
        }
    }

    private void readChat(ExportJson json, ChatEntries chat) throws ExportException {
        while (json.next() == JsonToken.PROPERTY_NAME) {
            String field = json.name();
            readChatField(json, field, json.next(), chat);
        }
        chat.end();
    }

    private void readChatField(ExportJson json, String field, @Nullable JsonToken value, ChatEntries chat)
            throws ExportException {
        if (field.equals("name") && value == JsonToken.VALUE_STRING) {
            chat.title(json.string());
        } else if (field.equals("type") && value == JsonToken.VALUE_STRING) {
            chat.type(json.string());
        } else if (field.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
            chat.exportedId(json.integer());
        } else if (field.equals("messages") && value == JsonToken.START_ARRAY) {
            readEntries(json, chat);
        } else {
            json.skip();
        }
    }

    private void readEntries(ExportJson json, ChatEntries chat) throws ExportException {
        chat.entriesBegin();
        while (json.next() != JsonToken.END_ARRAY) {
            if (json.current() != JsonToken.START_OBJECT) {
                json.skip();
                chat.notAnObject();
                continue;
            }
            ObjectNode entry = entries.read(json);
            json.entryRead(chat.entry(entry, entries.tooLarge()));
        }
    }
}
