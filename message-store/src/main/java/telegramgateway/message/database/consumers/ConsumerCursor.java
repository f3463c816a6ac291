package telegramgateway.message.database.consumers;

import java.time.Instant;
import java.util.Map;

/**
 * How far a consumer is in one channel.
 *
 * @param position everything up to it is processed; 0 for nothing
 * @param above the messages above it that are processed out of order, with the positions of the processed states
 */
public record ConsumerCursor(String consumer, long channelId, long position, Map<Long, Long> above, Instant updatedAt) {
    public ConsumerCursor {
        above = Map.copyOf(above);
    }

    /** True when a state of a message need not be shown to the consumer again. */
    public boolean isProcessed(long messageId, long statePosition) {
        return statePosition <= position || above.getOrDefault(messageId, 0L) >= statePosition;
    }
}
