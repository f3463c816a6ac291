package telegramgateway.mtproto.export;

import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One chat while its fields and entries are read. It is announced with its first entry, or at its end. */
final class ChatEntries {
    private static final String NO_TYPE = "unknown";

    private final EntryDecoder decoder;
    private final AlbumGuess messages;
    private @Nullable String title;
    private String type = NO_TYPE;
    private @Nullable Long exportedId;
    private boolean hasEntries;
    private @Nullable ExportedChat announced;

    ChatEntries(ExportOptions options, AlbumGuess messages) {
        this.decoder = new EntryDecoder(options);
        this.messages = messages;
    }

    void title(String name) {
        title = name;
    }

    void type(String name) {
        type = name;
    }

    void exportedId(@Nullable Long id) {
        exportedId = id;
    }

    void entriesBegin() {
        hasEntries = true;
    }

    /** True once there was an array of messages, empty or not. */
    boolean isChat() {
        return hasEntries;
    }

    /**
     * Hands over one entry.
     *
     * @param cut whether the entry was too large to be read whole
     * @return its id, 0 if it has none
     */
    long entry(ObjectNode entry, boolean cut) {
        ExportedChat chat = announced(entry);
        long id = idOf(entry);
        RejectionReason refusal = cut ? RejectionReason.ENTRY_TOO_LARGE : refusal(chat);
        if (refusal != null) {
            messages.rejected(new Rejection(refusal, chat.channelId(), id, chat.type()));
            return id;
        }
        switch (decoder.decode(chat.channelId(), id, entry)) {
            case Decoded.Accepted accepted -> messages.message(accepted.message(), accepted.albumKey());
            case Decoded.Refused refused -> messages.rejected(refused.rejection());
        }
        return id;
    }

    void notAnObject() {
        ExportedChat chat = announced(null);
        messages.rejected(new Rejection(RejectionReason.NOT_AN_OBJECT, chat.channelId(), 0, null));
    }

    void end() {
        announced(null);
    }

    private static @Nullable RejectionReason refusal(ExportedChat chat) {
        if (PeerIds.isPrivate(chat.type())) {
            return RejectionReason.PRIVATE_CHAT;
        }
        return chat.channelId() == 0 ? RejectionReason.UNKNOWN_CHAT : null;
    }

    private ExportedChat announced(@Nullable ObjectNode firstEntry) {
        ExportedChat chat = announced;
        if (chat == null) {
            Long id = exportedId == null ? null : PeerIds.ofChat(type, exportedId, firstEntry);
            chat = new ExportedChat(requireNonNullElse(id, 0L), title, type);
            announced = chat;
            messages.chat(chat);
        }
        return chat;
    }

    private static long idOf(ObjectNode entry) {
        JsonNode id = entry.get("id");
        return id != null && id.isIntegralNumber() && id.canConvertToLong() ? id.longValue() : 0;
    }
}
