package telegramgateway.mtproto.media;

import java.time.Duration;
import java.util.function.LongSupplier;
import telegramgateway.message.feed.StoreUnavailableException;

/** A time in which nothing is asked. Safe for use by several threads. */
final class Quiet {
    private final LongSupplier nanoTime;
    private long until;
    private String reason = "";

    /** @param nanoTime as {@link System#nanoTime()} */
    Quiet(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.until = nanoTime.getAsLong();
    }

    /** Begins now, or goes on, and never becomes shorter. */
    synchronized void begin(Duration length, String why) {
        long end = nanoTime.getAsLong() + length.toNanos();
        if (end - until > 0) {
            until = end;
            reason = why;
        }
    }

    /** @throws StoreUnavailableException with the reason while it lasts */
    synchronized void requireOver() {
        if (until - nanoTime.getAsLong() > 0) {
            throw new StoreUnavailableException(reason, null);
        }
    }
}
