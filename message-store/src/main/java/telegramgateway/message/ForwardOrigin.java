package telegramgateway.message;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a forwarded message was first posted, as far as the source tells.
 *
 * @param name displayed name of the author or channel; null if hidden
 * @param channelId TDLib chat id of the origin; null if unknown
 * @param messageId server id of the origin; null if unknown
 * @param sentAt when it was first posted; null if unknown
 */
public record ForwardOrigin(
        @Nullable String name,
        @Nullable Long channelId,
        @Nullable Long messageId,
        @Nullable Instant sentAt) {
    public ForwardOrigin {
        WellFormed.require(name, "origin name");
        sentAt = sentAt == null ? null : sentAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
