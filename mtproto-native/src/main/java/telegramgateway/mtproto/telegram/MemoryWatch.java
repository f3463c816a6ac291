package telegramgateway.mtproto.telegram;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps TDLib's memory small: what it has dropped goes back to the operating system, and where it still holds more than
 * its limit, the sessions are closed and opened again. What comes meanwhile is read afterwards.
 */
final class MemoryWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);

    static final Duration EVERY = Duration.ofSeconds(3);

    /** Between two openings, since each asks Telegram for what came meanwhile. Doubles while opening does not help. */
    static final Duration REST = Duration.ofMinutes(1);

    static final Duration REST_MAX = Duration.ofHours(6);

    /** From so many updates that wait on, a session is behind: closing it makes it more so. */
    static final int WAITING_MAX = 500;

    /**
     * Of its limit, when TDLib would soon hold all that the service may have: then it is closed whatever waits. What
     * cannot be taken before is read from Telegram's history, as after any outage.
     */
    static final int URGENT_PERCENT = 160;

    private static final long PERCENT = 100;

    private static final long MB = 1 << 20;

    private final Runnable trim;
    private final LongSupplier usedBytes;
    private final long limitBytes;
    private final IntPredicate reopen;
    private final LongSupplier nanoTime;
    private final CountDownLatch stopping;
    private Duration rest = Duration.ZERO;
    private long openedAt;

    /**
     * @param trim gives back what was dropped
     * @param usedBytes what is allocated; 0 if unknown
     * @param limitBytes above which the sessions are opened again
     * @param reopen closes the sessions of which fewer updates wait than it is told, and opens them again; false when
     *     none could be now
     */
    MemoryWatch(
            Runnable trim,
            LongSupplier usedBytes,
            long limitBytes,
            IntPredicate reopen,
            LongSupplier nanoTime,
            CountDownLatch stopping) {
        this.trim = trim;
        this.usedBytes = usedBytes;
        this.limitBytes = limitBytes;
        this.reopen = reopen;
        this.nanoTime = nanoTime;
        this.stopping = stopping;
    }

    @Override
    public void run() {
        try {
            while (!stopping.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (RuntimeException e) {
                    LOG.error("The sessions could not be opened again to free memory", e);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        trim.run();
        long used = usedBytes.getAsLong();
        if (used <= limitBytes) {
            rest = rest.isZero() ? rest : REST;
        } else if (isRested() && reopen.test(waitingMax(used))) {
            rest = rest.isZero() ? REST : min(rest.multipliedBy(2), REST_MAX);
            openedAt = nanoTime.getAsLong();
            trim.run();
            LOG.info(
                    "TDLib held {} MB, more than TELEGRAM_NATIVE_MEMORY_MAX ({} MB): its sessions were closed and opened"
                            + " again, and it holds {} MB now",
                    used / MB,
                    limitBytes / MB,
                    usedBytes.getAsLong() / MB);
        }
    }

    private int waitingMax(long used) {
        return used * PERCENT > limitBytes * URGENT_PERCENT ? Integer.MAX_VALUE : WAITING_MAX;
    }

    private boolean isRested() {
        return rest.isZero() || nanoTime.getAsLong() - openedAt >= rest.toNanos();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
