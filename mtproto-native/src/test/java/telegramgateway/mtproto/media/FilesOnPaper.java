package telegramgateway.mtproto.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;
import telegramgateway.mtproto.decode.Decoded;
import telegramgateway.mtproto.decode.MessageFile;

/** Messages with files that are real on the disk, and failures at command. */
final class FilesOnPaper implements FileSource {
    private final Path directory;
    private final Map<Long, Decoded.Accepted> messages = new HashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    /** What was asked for together. */
    final List<List<Long>> asked = Collections.synchronizedList(new ArrayList<>());

    final List<Integer> downloaded = Collections.synchronizedList(new ArrayList<>());

    /** Thrown for a message's file, each time. */
    final Map<Long, RuntimeException> failures = new ConcurrentHashMap<>();

    /** Thrown whatever is asked. */
    @Nullable
    RuntimeException away;

    FilesOnPaper(Path directory) {
        this.directory = directory;
    }

    /** A message whose files have these contents, as if Telegram knew their sizes. */
    void has(Message message, String... contents) {
        List<MessageFile> files = new ArrayList<>();
        for (int i = 0; i < contents.length; i++) {
            int id = ids.incrementAndGet();
            int photo = message.photos().isEmpty() ? MessageFile.OF_MEDIA : i;
            files.add(new MessageFile(
                    photo,
                    id,
                    null,
                    "unique " + contents[i],
                    contents[i].length(),
                    "image/jpeg",
                    MediaEvents.HOSTILE_NAME));
            write(id, contents[i]);
        }
        messages.put(message.messageId(), new Decoded.Accepted(message, files));
    }

    void hasNoLonger(long messageId) {
        messages.remove(messageId);
    }

    private void write(int id, String content) {
        try {
            Files.writeString(directory.resolve(Integer.toString(id)), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<Long, Decoded.Accepted> messages(String account, long channelId, Collection<Long> messageIds) {
        asked.add(List.copyOf(messageIds));
        requireThere();
        Map<Long, Decoded.Accepted> found = new HashMap<>(messages);
        found.keySet().retainAll(messageIds);
        return found;
    }

    @Override
    public Path download(String account, MessageFile file) {
        for (Map.Entry<Long, RuntimeException> failure : failures.entrySet()) {
            Decoded.Accepted message = messages.get(failure.getKey());
            if (message != null && message.files().contains(file)) {
                throw failure.getValue();
            }
        }
        downloaded.add(file.tdlibId());
        return directory.resolve(Integer.toString(file.tdlibId()));
    }

    @Override
    public void release(String account, MessageFile file) {
        try {
            Files.delete(directory.resolve(Integer.toString(file.tdlibId())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void requireThere() {
        if (away != null) {
            throw away;
        }
    }
}
