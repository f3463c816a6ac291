package telegramgateway.mtproto.journal;

import java.time.Instant;

/**
 * An event that a target refuses for good.
 *
 * @param reason the target's; never the message's text
 */
public record ParkedEvent(
        String target, long position, long channelId, long messageId, String reason, Instant parkedAt) {}
