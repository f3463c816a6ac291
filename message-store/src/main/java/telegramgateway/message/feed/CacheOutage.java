package telegramgateway.message.feed;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once per outage that the cache is away, and once that it is back. Safe for use by many threads. */
final class CacheOutage {
    private static final Logger LOG = LoggerFactory.getLogger(CacheOutage.class);

    private final AtomicBoolean lasting = new AtomicBoolean();

    void failed() {
        if (lasting.compareAndSet(false, true)) {
            LOG.warn("Redis cache unavailable, falling back to database-only");
        }
    }

    void answered() {
        if (lasting.compareAndSet(true, false)) {
            LOG.info("The Redis cache answers again");
        }
    }
}
