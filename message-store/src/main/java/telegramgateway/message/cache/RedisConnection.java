package telegramgateway.message.cache;

import io.lettuce.core.RedisException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * One connection that is made when it is needed, and made anew after it broke. Lettuce's own reconnecting is off: it
 * would send again what its caller has given up. Safe for use by many threads.
 */
final class RedisConnection {
    private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);

    /** After a failed attempt everybody is refused at once for so long. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration CLUSTER_PATIENCE = Duration.ofSeconds(10);

    private final Supplier<RedisSession> server;
    private final InstantSource clock;
    private final String purpose;
    private volatile @Nullable RedisSession current;
    private volatile Instant openedAt = Instant.MIN;
    private Instant failedAt = Instant.MIN;
    private @Nullable RuntimeException failure;

    RedisConnection(Supplier<RedisSession> server, InstantSource clock, String purpose) {
        this.server = server;
        this.clock = clock;
        this.purpose = purpose;
    }

    /**
     * The connection.
     *
     * @throws StoreUnavailableException when there is none
     */
    RedisSession open() {
        RedisSession connection = current;
        return connection != null && connection.isOpen() ? connection : reopen();
    }

    /**
     * Gives up a connection that is of no use any more, so that nothing more comes from it. A cluster's is given some
     * time first: the other nodes' answers go with it, and a node that is replaced is found without that.
     */
    void drop(RedisSession broken) {
        if (!broken.toCluster() || !within(CLUSTER_PATIENCE, openedAt, clock.instant())) {
            broken.close();
        }
    }

    private synchronized RedisSession reopen() {
        RedisSession connection = current;
        if (connection != null && connection.isOpen()) {
            return connection;
        }
        Instant now = clock.instant();
        if (failure != null && within(PAUSE, failedAt, now)) {
            throw RedisTrouble.away(failure);
        }
        try {
            if (connection != null) {
                connection.close();
            }
            connection = server.get();
            LOG.info("Connected to Redis for {}", purpose);
            current = connection;
            openedAt = now;
            failure = null;
            return connection;
        } catch (RedisException | IllegalStateException e) {
            // The latter is Lettuce's word for a client that was closed.
            StoreUnavailableException away = RedisTrouble.away(e);
            if (failure == null) {
                LOG.warn("No connection for {}. {}: {}", purpose, away.getMessage(), e.toString());
            }
            failedAt = now;
            failure = e;
            throw away;
        }
    }

    /** A clock that was set back ends the time. */
    private static boolean within(Duration time, Instant since, Instant now) {
        return !now.isBefore(since) && now.isBefore(since.plus(time));
    }
}
