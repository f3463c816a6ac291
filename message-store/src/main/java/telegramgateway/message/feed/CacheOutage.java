package telegramgateway.message.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once per outage that the cache is away, and once that it is back. An outage lasts while calls fail now and then:
 * of a cluster one node may be away while others answer. Safe for use by many threads.
 */
final class CacheOutage {
    /** Without a failure for so long it is over. */
    static final Duration OVER_AFTER = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(CacheOutage.class);

    private final InstantSource clock;
    private final AtomicReference<@Nullable Instant> lastFailure = new AtomicReference<>();

    CacheOutage(InstantSource clock) {
        this.clock = clock;
    }

    void failed() {
        if (lastFailure.getAndSet(clock.instant()) == null) {
            LOG.warn("Redis cache unavailable, falling back to database-only");
        }
    }

    void answered() {
        Instant last = lastFailure.get();
        if (last != null && isOver(last) && lastFailure.compareAndSet(last, null)) {
            LOG.info("The Redis cache answers again");
        }
    }

    /** A clock that was set back ends it. */
    private boolean isOver(Instant last) {
        Instant now = clock.instant();
        return now.isBefore(last) || !now.isBefore(last.plus(OVER_AFTER));
    }
}
