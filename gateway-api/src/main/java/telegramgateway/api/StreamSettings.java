package telegramgateway.api;

import java.time.Duration;
import telegramgateway.service.settings.Setting;

/** Answers that do not end: Server-Sent Events and WebSockets. */
public record StreamSettings(
        @Setting(
                name = "TELEGRAM_GATEWAY_API_STREAMS_MAX",
                fallback = "10000",
                help =
                        "Streams (Server-Sent Events and WebSockets together) at the same time, 1 to 100000; one more is "
                                + "answered 503. Each needs a file descriptor, and about 0.15 MB of memory.")
        int max,

        @Setting(
                name = "TELEGRAM_GATEWAY_API_STREAMS_PER_CLIENT",
                fallback = "100",
                help = "The same of one client, 1 to 100000; one more is answered 429.")
        int perClient,

        @Setting(
                name = "TELEGRAM_GATEWAY_API_STREAM_HEARTBEAT",
                fallback = "15s",
                help = "How long a stream is silent before it says that it lives, 1s to 1m: shorter than proxies cut "
                        + "silent connections.")
        Duration heartbeat,

        @Setting(
                name = "TELEGRAM_GATEWAY_API_STREAM_PATIENCE",
                fallback = "15s",
                help = "How long a client may take nothing of its stream, 1s to 1m: then it is told so and its stream "
                        + "ends; after twice as long the connection is cut. Twice this is also how long a connection "
                        + "may take to send the head of a request.")
        Duration patience) {

    private static final int STREAMS_MAX = 100_000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    public StreamSettings {
        checkCount("TELEGRAM_GATEWAY_API_STREAMS_MAX", max);
        checkCount("TELEGRAM_GATEWAY_API_STREAMS_PER_CLIENT", perClient);
        checkTime("TELEGRAM_GATEWAY_API_STREAM_HEARTBEAT", heartbeat);
        checkTime("TELEGRAM_GATEWAY_API_STREAM_PATIENCE", patience);
    }

    /** After this the connection of a client that takes nothing is cut. */
    public Duration cutAfter() {
        return patience.multipliedBy(2);
    }

    private static void checkCount(String name, int count) {
        if (count < 1 || count > STREAMS_MAX) {
            throw new IllegalArgumentException(name + " is " + count + ", not 1 to " + STREAMS_MAX);
        }
    }

    private static void checkTime(String name, Duration time) {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is not between 1s and 1m");
        }
    }
}
