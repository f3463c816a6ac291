package telegramgateway.tpcapital;

import java.util.Locale;
import telegramgateway.service.settings.Setting;

/** Whether tp-capital-consumer reads a queue of RabbitMQ. */
record QueueSettings(
        @Setting(
                name = "TP_CAPITAL_QUEUE_MODE",
                fallback = "false",
                help = "`false`: messages come from the feed. `true`: they come from RabbitMQ. `hybrid`: from both, "
                        + "whichever is first; the feed also brings what came before the queue was made.")
        Mode mode,

        @Setting(
                name = "TP_CAPITAL_QUEUE_CONSUMER",
                fallback = "tp-capital",
                help = "The queue is `telegram.consumer.<this name>`; the gateway's RABBITMQ_CONSUMERS must hold it.")
        String consumer,

        @Setting(
                name = "TP_CAPITAL_QUEUE_PREFETCH",
                fallback = "200",
                help = "Messages of the queue that are in hand at most, 1 to 2000; so many are stored at once.")
        int prefetch) {

    private static final int PREFETCH_MAX = 2000;

    /** Where messages come from. */
    enum Mode {
        FALSE(true, false),
        TRUE(false, true),
        HYBRID(true, true);

        private final boolean feed;
        private final boolean queue;

        Mode(boolean feed, boolean queue) {
            this.feed = feed;
            this.queue = queue;
        }

        boolean feed() {
            return feed;
        }

        boolean queue() {
            return queue;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    QueueSettings {
        if (!consumer.matches("[a-z0-9-]{1,60}")) {
            throw new IllegalArgumentException(
                    "TP_CAPITAL_QUEUE_CONSUMER is no name of small letters, digits and hyphens");
        }
        if (prefetch < 1 || prefetch > PREFETCH_MAX) {
            throw new IllegalArgumentException(
                    "TP_CAPITAL_QUEUE_PREFETCH is " + prefetch + ", not 1 to " + PREFETCH_MAX);
        }
    }
}
