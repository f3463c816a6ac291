package telegramgateway.mtproto.export;

import org.jspecify.annotations.Nullable;
import telegramgateway.message.StorableText;

/**
 * An entry that did not become a message.
 *
 * @param channelId the chat it stands in; 0 when the file does not say
 * @param messageId its id; 0 when it has no usable one
 * @param detail what exactly stood there, such as the action of a service entry; null if there is no more to say; never
 *     a text that somebody wrote
 */
public record Rejection(
        RejectionReason reason,
        long channelId,
        long messageId,
        @Nullable String detail) {
    /** UTF-16 units. */
    private static final int MAX_DETAIL = 64;

    public Rejection {
        if (detail != null && detail.length() > MAX_DETAIL) {
            detail = StorableText.of(detail.substring(0, MAX_DETAIL));
        }
    }
}
