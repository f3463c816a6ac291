package telegramgateway.mtproto.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells a lane when a second has passed, and whether it has since reached what was newest when the second began. */
final class Ticker {
    static final Duration EVERY = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private long tickedNanos;
    private long newestThen;

    /** @param nanoTime as {@link System#nanoTime()} */
    Ticker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.tickedNanos = nanoTime.getAsLong() - EVERY.toNanos();
        this.newestThen = Long.MAX_VALUE;
    }

    boolean due() {
        return passed() >= EVERY.toNanos();
    }

    /**
     * True when the cursor stands at or above what was newest at the last tick, and that was less than two seconds ago:
     * of what came since then nothing is known.
     */
    boolean reached(long cursor) {
        return cursor >= newestThen && passed() < 2 * EVERY.toNanos();
    }

    /** @param newest position that was accepted until now */
    void ticked(long newest) {
        tickedNanos = nanoTime.getAsLong();
        newestThen = newest;
    }

    /** Time until the next tick. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, EVERY.toNanos() - passed()));
    }

    private long passed() {
        return nanoTime.getAsLong() - tickedNanos;
    }
}
