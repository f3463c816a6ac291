package telegramgateway.mtproto.delivery;

import java.time.Duration;

/** Tells a lane when a second has passed, and whether it has since reached what was newest when the second began. */
final class Ticker {
    private final long everyNanos;
    private long tickedNanos;
    private long newestThen;

    Ticker(Duration every) {
        this.everyNanos = every.toNanos();
        this.tickedNanos = System.nanoTime() - everyNanos;
        this.newestThen = Long.MAX_VALUE;
    }

    boolean due() {
        return System.nanoTime() - tickedNanos >= everyNanos;
    }

    /** True when the cursor stands at or above what was newest at the last tick. */
    boolean reached(long cursor) {
        return cursor >= newestThen;
    }

    void ticked(long newest) {
        tickedNanos = System.nanoTime();
        newestThen = newest;
    }

    /** Time until the next tick. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, everyNanos - (System.nanoTime() - tickedNanos)));
    }
}
