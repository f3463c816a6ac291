package telegramgateway.mtproto.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The files that are there, for readers. Safe for use by several threads. */
public final class StoredMedia {
    private final FileStore store;
    private final FileIndex index;

    StoredMedia(FileStore store, FileIndex index) {
        this.store = store;
        this.index = index;
    }

    /** Which files a message has, as JSON in UTF-8; empty when none was ever wanted of it. */
    public Optional<byte[]> filesOf(long channelId, long messageId) throws IOException {
        return index.json(channelId, messageId);
    }

    /**
     * A file's bytes.
     *
     * @param sha256 whatever somebody asks for
     * @return empty when there is no such file, or that is no SHA-256 in lower-case hex
     */
    public Optional<Path> file(String sha256) {
        return store.find(sha256);
    }
}
