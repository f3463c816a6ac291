package telegramgateway.message.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * One connection that is made when it is needed, and made anew after it broke. Lettuce's own reconnecting is off: it
 * would send again what its caller has given up. Safe for use by many threads.
 */
final class RedisConnection {
    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);

    /** After a failed attempt everybody is refused at once for so long. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RedisClient client;
    private final InstantSource clock;
    private final String purpose;
    private volatile @Nullable StatefulRedisConnection<String, byte[]> current;
    private @Nullable Instant failedAt;
    private @Nullable RuntimeException failure;

    RedisConnection(RedisClient client, InstantSource clock, String purpose) {
        this.client = client;
        this.clock = clock;
        this.purpose = purpose;
    }

    /**
     * The connection.
     *
     * @throws StoreUnavailableException when there is none
     */
    StatefulRedisConnection<String, byte[]> open() {
        StatefulRedisConnection<String, byte[]> connection = current;
        return connection != null && connection.isOpen() ? connection : reopen();
    }

    /** Gives up a connection on which an answer did not come, so that nothing more comes from it. */
    void drop(StatefulRedisConnection<String, byte[]> broken) {
        var _ = broken.closeAsync();
    }

    private synchronized StatefulRedisConnection<String, byte[]> reopen() {
        StatefulRedisConnection<String, byte[]> connection = current;
        if (connection != null && connection.isOpen()) {
            return connection;
        }
        Instant now = clock.instant();
        if (failure != null && pausing(now)) {
            throw new StoreUnavailableException("Redis is away", failure);
        }
        try {
            if (connection != null) {
                var _ = connection.closeAsync();
            }
            connection = client.connect(CODEC);
            LOG.info("Connected to Redis for {}", purpose);
            current = connection;
            failure = null;
            return connection;
        } catch (RedisException | IllegalStateException e) {
            // The latter is Lettuce's word for a client that was closed.
            if (failure == null) {
                LOG.warn("Redis is away for {}: {}", purpose, e.toString());
            }
            failedAt = now;
            failure = e;
            throw new StoreUnavailableException("Redis is away", e);
        }
    }

    /** A clock that was set back ends the pause. */
    private boolean pausing(Instant now) {
        return failedAt != null && !now.isBefore(failedAt) && now.isBefore(failedAt.plus(PAUSE));
    }
}
