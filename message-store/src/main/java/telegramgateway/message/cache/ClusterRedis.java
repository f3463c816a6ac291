package telegramgateway.message.cache;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;

/**
 * The way to a Redis Cluster: Lettuce sends each command to the master of its channel, and learns from the nodes who
 * that is.
 *
 * <p>Here Lettuce reconnects by itself, node by node, so that one that is away takes nothing from the others; what was
 * under way on a broken connection it gives up and does not send again.
 */
final class ClusterRedis implements RedisLink {
    private static final Duration TOPOLOGY_LIFE = Duration.ofSeconds(5);
    private static final Duration TOPOLOGY_PAUSE = Duration.ofSeconds(1);

    private final RedisClusterClient client;

    ClusterRedis(CacheOptions options) {
        List<RedisURI> seeds = options.address().hosts().stream()
                .map(host -> LettuceSettings.server(host, options))
                .toList();
        client = RedisClusterClient.create(seeds);
        ClusterClientOptions.Builder settings = LettuceSettings.common(ClusterClientOptions.builder(), options);
        settings.autoReconnect(true).replayFilter(_ -> true);
        client.setOptions(settings.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(TOPOLOGY_LIFE)
                        .adaptiveRefreshTriggersTimeout(TOPOLOGY_PAUSE)
                        .build())
                .build());
    }

    @Override
    public RedisSession connect() {
        return RedisSession.to(client.connect(CODEC));
    }

    /** One node hears what is published on any. */
    @Override
    public StatefulRedisPubSubConnection<String, String> connectPubSub() {
        return client.connectPubSub();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, LettuceSettings.CLOSING);
    }
}
