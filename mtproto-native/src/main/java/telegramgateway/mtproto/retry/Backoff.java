package telegramgateway.mtproto.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times between attempts: doubled from try to try up to a cap, and each shortened by up to a half at random, so
 * that what failed together does not come back together. For use by one thread.
 */
public final class Backoff {
    private final Duration first;
    private final Duration cap;
    private final RandomGenerator random;
    private Duration next;

    public Backoff(Duration first, Duration cap, RandomGenerator random) {
        this.first = first;
        this.cap = cap;
        this.random = random;
        this.next = first;
    }

    /** How long to wait before the next attempt. */
    public Duration next() {
        Duration whole = next;
        Duration doubled = whole.multipliedBy(2);
        next = doubled.compareTo(cap) < 0 ? doubled : cap;
        long nanos = whole.toNanos();
        return Duration.ofNanos(nanos - random.nextLong(nanos / 2 + 1));
    }

    /** An attempt has succeeded: the next failure begins with the shortest wait. */
    public void reset() {
        next = first;
    }
}
