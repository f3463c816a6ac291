package telegramgateway.message.cache;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import java.util.List;
import java.util.function.Supplier;

/**
 * An open connection to one server, or to all of a cluster, with the commands that both know.
 *
 * @param masters those that hold a part of the keys, all parts together; throws {@link RedisException} when a part is
 *     held by nobody
 * @param toCluster whether Lettuce mends by itself what breaks in it
 */
record RedisSession(
        StatefulConnection<String, byte[]> connection,
        Supplier<RedisClusterAsyncCommands<String, byte[]>> async,
        Supplier<List<RedisClusterCommands<String, byte[]>>> masters,
        boolean toCluster) {

    static RedisSession to(StatefulRedisConnection<String, byte[]> server) {
        return new RedisSession(server, server::async, () -> List.of(server.sync()), false);
    }

    static RedisSession to(StatefulRedisClusterConnection<String, byte[]> cluster) {
        return new RedisSession(cluster, cluster::async, () -> masters(cluster), true);
    }

    private static List<RedisClusterCommands<String, byte[]>> masters(
            StatefulRedisClusterConnection<String, byte[]> cluster) {
        List<RedisClusterNode> holders = cluster.getPartitions().stream()
                .filter(node -> node.is(NodeFlag.UPSTREAM) && !node.hasNoSlots())
                .toList();
        int slots = holders.stream().mapToInt(node -> node.getSlots().size()).sum();
        if (slots != SlotHash.SLOT_COUNT) {
            throw new RedisException("Redis Cluster holds " + slots + " of " + SlotHash.SLOT_COUNT + " slots");
        }
        return holders.stream()
                .map(node -> cluster.getConnection(node.getNodeId()).sync())
                .<RedisClusterCommands<String, byte[]>>map(commands -> commands)
                .toList();
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    void close() {
        var _ = connection.closeAsync();
    }
}
