package telegramgateway.mtproto.journal;

import java.time.Instant;

/**
 * An event that a target does not have and is not offered again: it refuses it for good, or did not take it in time.
 *
 * @param reason the target's; never the message's text
 */
public record ParkedEvent(
        String target, long position, long channelId, long messageId, String reason, Instant parkedAt) {}
