package telegramgateway.mtproto.export;

import org.jspecify.annotations.Nullable;

/**
 * The file cannot be read, or not beyond a point. Everything before that point has been handed over. The message is one
 * for the user: what is wrong, where, and what to do.
 */
public final class ExportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long byteOffset;
    private final @Nullable Long lastMessageId;

    ExportException(String message, long byteOffset, @Nullable Long lastMessageId, @Nullable Throwable cause) {
        super(message, cause);
        this.byteOffset = byteOffset;
        this.lastMessageId = lastMessageId;
    }

    /** Where reading ended: bytes from the beginning of the JSON, which for a gzip file is the unpacked one. */
    public long byteOffset() {
        return byteOffset;
    }

    /** Id of the last entry that was read whole; null if there is none. */
    public @Nullable Long lastMessageId() {
        return lastMessageId;
    }
}
