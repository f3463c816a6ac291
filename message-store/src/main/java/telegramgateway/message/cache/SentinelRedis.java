package telegramgateway.message.cache;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.cache.MasterSearch.Master;

/**
 * The way to the master that Sentinel names. While there are connections it goes on asking, and closes those to a
 * master that was replaced: an old one that is merely cut off from its Sentinels would never break them.
 */
final class SentinelRedis implements RedisLink {
    private static final Logger LOG = LoggerFactory.getLogger(SentinelRedis.class);

    /** Between two questions. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CacheOptions options;
    private final RedisClient client;
    private final MasterSearch search;
    private final Map<StatefulConnection<?, ?>, Master> connections = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    SentinelRedis(CacheOptions options) {
        this.options = options;
        client = RedisClient.create();
        client.setOptions(
                LettuceSettings.common(ClientOptions.builder(), options).build());
        search = new MasterSearch(client, options);
        Thread.ofVirtual().name("redis-master").start(this::watch);
    }

    @Override
    public RedisSession connect() {
        Master master = search.find();
        var connection = client.connect(CODEC, uri(master));
        connections.put(connection, master);
        return RedisSession.to(connection);
    }

    @Override
    public StatefulRedisPubSubConnection<String, String> connectPubSub() {
        Master master = search.find();
        var connection = client.connectPubSub(uri(master));
        connections.put(connection, master);
        return connection;
    }

    private RedisURI uri(Master master) {
        return LettuceSettings.server(master.host(), options);
    }

    private void watch() {
        try {
            while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                connections.keySet().removeIf(connection -> !connection.isOpen());
                if (!connections.isEmpty()) {
                    look();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Master master = search.find();
            connections.forEach((connection, believed) -> {
                if (believed.isReplacedBy(master)) {
                    LOG.info("Redis has a new master, {} instead of {}", master.host(), believed.host());
                    var _ = connection.closeAsync();
                }
            });
        } catch (RedisException | IllegalStateException _) {
            // Without a Sentinel that answers the last word holds. A closed client says the latter.
        }
    }

    @Override
    public void close() {
        closed.countDown();
        client.shutdown(Duration.ZERO, LettuceSettings.CLOSING);
    }
}
