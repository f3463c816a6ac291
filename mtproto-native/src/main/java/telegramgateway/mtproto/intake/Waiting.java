package telegramgateway.mtproto.intake;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.message.database.KnownMessage;

/** What was handed over and waits for its turn. */
sealed interface Waiting {

    long channelId();

    long receivedNanos();

    /** How much room it takes; a short message takes 1. */
    int weight();

    /** Called once, by the writing thread. */
    Consumer<Outcome> whenDecided();

    /** @param fromDatabase what the database knows of the message; null if it was not asked or knows nothing */
    record Observation(
            Message message,
            byte[] contentHash,
            @Nullable KnownMessage fromDatabase,
            long receivedNanos,
            Consumer<Outcome> whenDecided)
            implements Waiting {
        /** UTF-16 units of text that weigh as much as one short message, so that long texts cannot fill the memory. */
        private static final int TEXT_PER_WEIGHT = 512;

        static Observation of(
                Message message,
                @Nullable KnownMessage fromDatabase,
                long receivedNanos,
                Consumer<Outcome> whenDecided) {
            return new Observation(message, MessageJson.contentHash(message), fromDatabase, receivedNanos, whenDecided);
        }

        @Override
        public long channelId() {
            return message.channelId();
        }

        @Override
        public int weight() {
            return 1 + message.text().length() / TEXT_PER_WEIGHT;
        }
    }

    /** An id under which there is something that its source could not make into a message. */
    record Refusal(CoverageInterval fact, long receivedNanos, Consumer<Outcome> whenDecided) implements Waiting {
        static Refusal of(
                long channelId, long messageId, String reason, long receivedNanos, Consumer<Outcome> whenDecided) {
            return new Refusal(
                    new CoverageInterval(channelId, messageId, messageId, CoverageState.REFUSED, reason),
                    receivedNanos,
                    whenDecided);
        }

        String reason() {
            return String.valueOf(fact.reason());
        }

        @Override
        public long channelId() {
            return fact.channelId();
        }

        @Override
        public int weight() {
            return 1;
        }
    }
}
