package telegramgateway.mtproto;

import java.time.Duration;
import telegramgateway.mtproto.journal.StartPosition;
import telegramgateway.service.settings.Setting;

/** Whether and what the gateway publishes to the event bus. */
public record BusSettings(
        @Setting(
                name = "RABBITMQ_ENABLED",
                fallback = "false",
                help = "Whether events are published to RabbitMQ. Switched off, what it has had is forgotten.")
        boolean enabled,

        @Setting(
                name = "RABBITMQ_START",
                fallback = "head",
                help =
                        "Where the bus begins when it is switched on: `head` with what comes from then on, `oldest` with "
                                + "all that the database has of this gateway, or with what was accepted since a date (such as "
                                + "`2026-01-31T00:00:00Z`) or after a position. It means nothing while the bus is on.")
        String start,

        @Setting(
                name = "RABBITMQ_PUBLISHER_CONFIRMS",
                fallback = "true",
                help =
                        "Must stay `true` when the bus is on: without the broker's confirmation nobody knows what it has.")
        boolean confirms,

        @Setting(
                name = "RABBITMQ_HISTORY_MAX_AGE",
                fallback = "1d",
                help = "Bulk history (imports) is published unless its messages are older than this, 0s to 365d; `0s` "
                        + "publishes none of it.")
        Duration historyMaxAge) {

    private static final Duration AGE_MAX = Duration.ofDays(365);

    public BusSettings {
        StartPosition.parse("RABBITMQ_START", start);
        if (enabled && !confirms) {
            throw new IllegalArgumentException(
                    "RABBITMQ_ENABLED without confirms could lose events: set RABBITMQ_PUBLISHER_CONFIRMS=true, or "
                            + "switch the bus off");
        }
        if (historyMaxAge.isNegative() || historyMaxAge.compareTo(AGE_MAX) > 0) {
            throw new IllegalArgumentException("RABBITMQ_HISTORY_MAX_AGE is not 0s to 365d");
        }
    }

    /** The position above which the bus gets events when it is switched on. */
    long startPosition() {
        return StartPosition.parse("RABBITMQ_START", start);
    }
}
