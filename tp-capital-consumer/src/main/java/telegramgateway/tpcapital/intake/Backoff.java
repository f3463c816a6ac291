package telegramgateway.tpcapital.intake;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after failures in a row: doubling, capped, with jitter. Belongs to one thread. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration MAX = Duration.ofSeconds(15);

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    void succeeded() {
        next = FIRST;
    }

    /** Between half and all of the next step. */
    Duration failed() {
        long millis = next.toMillis();
        next = next.multipliedBy(2).compareTo(MAX) < 0 ? next.multipliedBy(2) : MAX;
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }
}
