package telegramgateway.mtproto.push;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the failure queue every minute, and warns when it is large and has grown since the last warning. */
final class GrowthWatch {
    static final long WARN_ABOVE_EVENTS = 100;
    static final long WARN_ABOVE_BYTES = 50L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(GrowthWatch.class);
    private static final long EVERY_NANOS = Duration.ofSeconds(60).toNanos();

    private final FailureQueue queue;
    private final LongSupplier nanoTime;
    private final long warnAboveBytes;
    private long looked;
    private long warnedOf;

    GrowthWatch(FailureQueue queue, LongSupplier nanoTime, long warnAboveBytes) {
        this.queue = queue;
        this.nanoTime = nanoTime;
        this.warnAboveBytes = warnAboveBytes;
        this.looked = nanoTime.getAsLong() - EVERY_NANOS;
    }

    /** Looks, unless the last look was less than a minute ago. */
    synchronized void look() {
        long now = nanoTime.getAsLong();
        if (now - looked < EVERY_NANOS) {
            return;
        }
        looked = now;
        long size = queue.size();
        long bytes = queue.bytes();
        if (size <= WARN_ABOVE_EVENTS && bytes <= warnAboveBytes) {
            warnedOf = 0;
        } else if (size > warnedOf) {
            warnedOf = size;
            LOG.atWarn().addKeyValue("events", size).addKeyValue("bytes", bytes).log("Failure queue growing");
        }
    }
}
