package telegramgateway.mtproto.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which files a message has: {@code messages/<channel id>/<message id>.json}, replaced as a whole. Safe for use by
 * several threads, as long as each message has one writer.
 */
final class FileIndex {
    private static final Logger LOG = LoggerFactory.getLogger(FileIndex.class);

    private final MediaDirectory directory;
    private final Path messages;

    FileIndex(MediaDirectory directory) throws IOException {
        this.directory = directory;
        this.messages = directory.make(directory.resolve("messages"));
    }

    /** Empty when nothing was ever wanted of the message. */
    Optional<MessageFiles> read(long channelId, long messageId) throws IOException {
        Optional<byte[]> json = json(channelId, messageId);
        try {
            return json.map(bytes -> JsonMapper.shared().readValue(bytes, MessageFiles.class));
        } catch (JacksonException e) {
            LOG.warn("{} is damaged and will be replaced: {}", path(channelId, messageId), e.getOriginalMessage());
            return Optional.empty();
        }
    }

    /** The same as JSON, UTF-8. */
    Optional<byte[]> json(long channelId, long messageId) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path(channelId, messageId)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** When this returns, it is on disk. */
    void write(MessageFiles files) throws IOException {
        try (MediaDirectory.Incoming written = directory.begin()) {
            ByteBuffer json = ByteBuffer.wrap(JsonMapper.shared().writeValueAsBytes(files));
            while (json.hasRemaining()) {
                written.channel.write(json);
            }
            written.force();
            written.publish(path(files.channelId(), files.messageId()));
        }
    }

    private Path path(long channelId, long messageId) {
        return messages.resolve(Long.toString(channelId)).resolve(messageId + ".json");
    }
}
