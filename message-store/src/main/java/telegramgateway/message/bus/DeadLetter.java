package telegramgateway.message.bus;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;

/**
 * A message that a consumer could not take.
 *
 * @param id {@code <channel>:<message>:<position>} of an event; another text, or {@code null} as text, of anything else
 * @param consumer whose it was; null when nothing says so
 * @param reason the consumer's own, or {@code delivery_limit} when the broker moved it
 */
public record DeadLetter(String id, @Nullable String consumer, String reason) {
    private static final String QUEUE_PREFIX = BusTopology.queue("");
    private static final String UNKNOWN = "unknown";

    static DeadLetter of(Message message) {
        Map<String, @Nullable Object> headers = message.getMessageProperties().getHeaders();
        @Nullable Object consumer = headers.get(BusSubscription.CONSUMER);
        @Nullable Object reason = headers.get(BusSubscription.REASON);
        List<Map<String, ?>> deaths = message.getMessageProperties().getXDeathHeader();
        if (deaths != null && !deaths.isEmpty()) {
            Map<String, ?> last = deaths.getFirst();
            reason = reason == null ? last.get("reason") : reason;
            String queue = String.valueOf(last.get("queue"));
            if (consumer == null && queue.startsWith(QUEUE_PREFIX)) {
                consumer = queue.substring(QUEUE_PREFIX.length());
            }
        }
        return new DeadLetter(
                String.valueOf(message.getMessageProperties().getMessageId()),
                consumer == null ? null : consumer.toString(),
                reason == null ? UNKNOWN : reason.toString());
    }
}
