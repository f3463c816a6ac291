package telegramgateway.tpcapital.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the consumer makes of one state of a message.
 *
 * @param position of that state; only a higher one changes an earlier decision
 * @param reason more about the outcome, in words of lower case; null if there is no more to say
 * @param signal set exactly for {@link Outcome#SIGNAL}
 * @param changedAt when the author brought the message into this state
 */
public record Decision(
        long messageId,
        long position,
        Outcome outcome,
        @Nullable String reason,
        @Nullable SignalState signal,
        Instant changedAt) {
    public Decision {
        if ((outcome == Outcome.SIGNAL) != (signal != null)) {
            throw new IllegalArgumentException("Exactly the outcome SIGNAL has a signal");
        }
    }

    Decision failed(String why) {
        return new Decision(messageId, position, Outcome.FAILED, why, null, changedAt);
    }
}
