package telegramgateway.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Redis Cluster of three masters, each with a third of the slots and a replica or none. Safe for use by several
 * threads.
 */
public final class LocalRedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A node listens to the others so far above its own port. */
    private static final int BUS_DISTANCE = 10_000;

    private static final Map<String, String> SETTINGS = Map.of(
            "cluster-enabled", "yes",
            "cluster-node-timeout", "1000",
            // A replica that nobody has written to for a while may take over as well.
            "cluster-replica-validity-factor", "0",
            "cluster-require-full-coverage", "no",
            "repl-diskless-sync-delay", "0");

    private final List<LocalRedis> masters = new ArrayList<>();
    private final List<LocalRedis> replicas = new ArrayList<>();

    private LocalRedisCluster() {}

    /**
     * A cluster that is ready for all slots.
     *
     * @param withReplicas whether each master has one
     */
    public static LocalRedisCluster start(boolean withReplicas) {
        LocalRedisCluster cluster = new LocalRedisCluster();
        try {
            cluster.startNodes(cluster.masters);
            if (withReplicas) {
                cluster.startNodes(cluster.replicas);
            }
            cluster.join();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void startNodes(List<LocalRedis> nodes) {
        for (int i = 0; i < MASTERS; i++) {
            nodes.add(LocalRedis.start(LoopbackPort.claimWith(BUS_DISTANCE), SETTINGS));
        }
    }

    private void join() {
        List<LocalRedis> nodes = nodes();
        for (int i = 0; i < nodes.size(); i++) {
            LocalRedis node = nodes.get(i);
            require(node.ask("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1)));
            if (i < MASTERS) {
                require(node.ask(addSlots(i)));
            }
            require(nodes.getFirst().ask("CLUSTER", "MEET", "127.0.0.1", Integer.toString(node.port())));
        }
        Readiness.await(
                "the cluster",
                LIMIT,
                () -> nodes.stream()
                        .allMatch(node -> node.ask("CLUSTER", "INFO").contains("cluster_known_nodes:" + nodes.size())));
        for (int i = 0; i < replicas.size(); i++) {
            require(replicas.get(i).ask("CLUSTER", "REPLICATE", masters.get(i).ask("CLUSTER", "MYID")));
        }
        Readiness.await(
                "the cluster", LIMIT, () -> nodes.stream().allMatch(LocalRedisCluster::isOk) && replicasFollow());
    }

    private boolean replicasFollow() {
        return replicas.stream()
                .allMatch(replica -> replica.ask("INFO", "replication").contains("master_link_status:up"));
    }

    private static boolean isOk(LocalRedis node) {
        String state = node.ask("CLUSTER", "INFO");
        return state.contains("cluster_state:ok") && state.contains("cluster_slots_ok:" + SLOTS);
    }

    private static String[] addSlots(int master) {
        Stream<String> slots = IntStream.range(SLOTS * master / MASTERS, SLOTS * (master + 1) / MASTERS)
                .mapToObj(Integer::toString);
        return Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), slots).toArray(String[]::new);
    }

    private static void require(String reply) {
        if (!reply.equals("OK")) {
            throw new IllegalStateException("Redis Cluster refuses: " + reply);
        }
    }

    /** {@code redis-cluster://127.0.0.1:PORT,127.0.0.1:PORT,127.0.0.1:PORT}: the masters of the start. */
    public String url() {
        return masters.stream()
                .map(node -> "127.0.0.1:" + node.port())
                .collect(Collectors.joining(",", "redis-cluster://", ""));
    }

    /** All nodes, the masters of the start first. */
    public List<LocalRedis> nodes() {
        List<LocalRedis> nodes = new ArrayList<>(masters);
        nodes.addAll(replicas);
        return nodes;
    }

    /** The node that the first one that runs names as the master of a key's slot. */
    public LocalRedis masterOf(String key) {
        LocalRedis asked = nodes().stream()
                .filter(node -> node.process().isAlive())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no node runs"));
        int slot = Integer.parseInt(asked.ask("CLUSTER", "KEYSLOT", key));
        return Arrays.stream(asked.ask("CLUSTER", "NODES").split("\n"))
                .filter(line -> owns(line, slot))
                .map(line -> Integer.parseInt(line.replaceAll("^\\S+ [^:]*:(\\d+).*", "$1")))
                .flatMap(port -> nodes().stream().filter(node -> node.port() == port))
                .findFirst()
                .orElseThrow();
    }

    /** A line is: id, address, flags, master, ping, pong, epoch, link, and the ranges of slots of a master. */
    private static boolean owns(String line, int slot) {
        return Arrays.stream(line.split(" "))
                .skip(8)
                .filter(range -> range.matches("\\d+(-\\d+)?"))
                .map(range -> range.split("-"))
                .anyMatch(range ->
                        Integer.parseInt(range[0]) <= slot && slot <= Integer.parseInt(range[range.length - 1]));
    }

    @Override
    public void close() {
        nodes().forEach(LocalRedis::close);
    }
}
