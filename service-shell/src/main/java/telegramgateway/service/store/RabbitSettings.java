package telegramgateway.service.store;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.bus.BusOptions;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;

/** Where the event bus is. Nothing connects to it unless a service is told to use it. */
public record RabbitSettings(
        @Setting(
                name = "RABBITMQ_URL",
                fallback = "amqp://localhost:5672",
                help =
                        "Address of RabbitMQ: `amqp://HOST:PORT` or `amqps://` with TLS, with a path for a virtual host. "
                                + "Without a password, which is RABBITMQ_PASSWORD.")
        URI url,

        @Setting(name = "RABBITMQ_USERNAME", help = "The service's user in RabbitMQ.") @Nullable
        String username,

        @Setting(name = "RABBITMQ_PASSWORD", help = "Its password.") @Nullable
        Secret password,

        @Setting(
                name = "RABBITMQ_TIMEOUT",
                fallback = "5s",
                help = "How long to wait for RabbitMQ before it counts as down, 100ms to 1m.")
        Duration timeout,

        @Setting(
                name = "RABBITMQ_CONSUMERS",
                fallback = "tp-capital",
                help = "Who has a queue `telegram.consumer.<name>` with every event: at least one name.")
        List<String> consumers) {

    private static final Set<String> SCHEMES = Set.of("amqp", "amqps");
    private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);
    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(1);

    public RabbitSettings {
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("RABBITMQ_URL is no address such as amqp://HOST:PORT");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("RABBITMQ_URL holds a password: put it into RABBITMQ_PASSWORD instead");
        }
        if (timeout.compareTo(TIMEOUT_MIN) < 0 || timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException("RABBITMQ_TIMEOUT is " + timeout.toMillis() + "ms, not 100ms to 1m");
        }
        try {
            var _ = new BusOptions(url, null, null, timeout, consumers);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("RABBITMQ_CONSUMERS is not understood: " + e.getMessage(), e);
        }
    }

    public BusOptions options() {
        return new BusOptions(url, username, password == null ? null : password.reveal(), timeout, consumers);
    }
}
