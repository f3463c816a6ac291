package telegramgateway.mtproto.imports;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets the messages of a replay go in the rhythm in which they were sent, faster by a factor. */
final class Pace {
    /** How often it looks at the clock. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private static final double NANOS_PER_SECOND = 1e9;

    private final double speed;
    private final InstantSource clock;
    private @Nullable Instant firstSentAt;
    private Instant begin = Instant.EPOCH;

    Pace(double speed, InstantSource clock) {
        this.speed = speed;
        this.clock = clock;
    }

    /**
     * Waits until a message is due.
     *
     * @param cancelled ends the wait
     * @return false when it was cancelled
     */
    boolean await(Instant sentAt, CountDownLatch cancelled) throws InterruptedException {
        if (firstSentAt == null) {
            firstSentAt = sentAt;
            begin = clock.instant();
        }
        double seconds = Duration.between(firstSentAt, sentAt).toNanos() / NANOS_PER_SECOND / speed;
        Instant due = begin.plusNanos((long) (seconds * NANOS_PER_SECOND));
        while (clock.instant().isBefore(due)) {
            if (cancelled.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return cancelled.getCount() > 0;
    }
}
