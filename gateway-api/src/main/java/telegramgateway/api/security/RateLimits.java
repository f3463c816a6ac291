package telegramgateway.api.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import telegramgateway.api.clients.AccessSettings;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.cache.RequestCount;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * Counts the requests of each client to each endpoint, in Redis for all instances together, and in this process while
 * Redis is away. Safe for use by many threads.
 */
@Component
final class RateLimits {
    static final Duration WINDOW = Duration.ofMinutes(1);

    /** Who goes on asking at twice the limit is refused for longer. */
    static final int BLOCK_FACTOR = 2;

    static final Duration BLOCK = Duration.ofMinutes(5);

    /** After a failure Redis is left alone for so long. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final MessageCache cache;
    private final InstantSource clock;
    private final long limit;
    private final LocalCounts local;
    private volatile Instant askRedisFrom = Instant.MIN;

    RateLimits(MessageCache cache, AccessSettings settings, InstantSource clock) {
        this.cache = cache;
        this.clock = clock;
        this.limit = settings.rateLimit();
        this.local = new LocalCounts(clock);
    }

    /** Requests of one client to one endpoint within {@link #WINDOW}; 0 for as many as come. */
    long limit() {
        return limit;
    }

    /** Counts a request. */
    RequestCount count(String client, String endpoint) {
        String who = client + ":" + endpoint;
        Instant now = clock.instant();
        if (!now.isBefore(askRedisFrom)) {
            try {
                return cache.countRequest(who, WINDOW, limit * BLOCK_FACTOR, BLOCK);
            } catch (StoreUnavailableException e) {
                askRedisFrom = now.plus(PAUSE);
            }
        }
        return local.count(who, WINDOW, limit * BLOCK_FACTOR, BLOCK);
    }
}
