package telegramgateway.message.bus;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach RabbitMQ, and who listens there.
 *
 * @param uri {@code amqp://HOST:PORT} or {@code amqps://}, with a path for a virtual host, without user and password
 * @param username null for RabbitMQ's own default
 * @param password null for RabbitMQ's own default
 * @param timeout of a connection attempt, and of the broker's confirmation of a window
 * @param consumers names of those who have a queue; at least one, or nobody would take what is published
 */
public record BusOptions(
        URI uri, @Nullable String username, @Nullable String password, Duration timeout, List<String> consumers) {

    /** Events that may be on their way unconfirmed. More buys little throughput for much latency. */
    static final int WINDOW = 100;

    public BusOptions {
        consumers = List.copyOf(consumers);
        if (consumers.isEmpty()) {
            throw new IllegalArgumentException("The bus has no consumer");
        }
        for (String consumer : consumers) {
            if (!consumer.matches("[a-z0-9-]{1,60}")) {
                throw new IllegalArgumentException(
                        "A consumer's name has small letters, digits and hyphens, unlike " + consumer);
            }
        }
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("timeout must be at least 1 ms, not " + timeout);
        }
    }

    /** Leaves out whatever may hold a password. */
    @Override
    public String toString() {
        return "BusOptions[timeout=" + timeout + ", consumers=" + consumers + "]";
    }
}
