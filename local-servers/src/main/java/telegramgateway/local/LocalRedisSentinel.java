package telegramgateway.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis master with a replica, and the Sentinels that watch them and make the replica the master when the majority of
 * them has not heard of the master for a second. Safe for use by several threads.
 */
public final class LocalRedisSentinel implements AutoCloseable {

    /** The name by which Sentinel knows the master. */
    public static final String MASTER = "mymaster";

    /**
     * How long anything may take that a Sentinel does. One whose timer is late by 2 s, as on a busy machine, only
     * watches for 30 s (TILT), and that may happen twice in a row.
     */
    static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Map<String, String> FAST_REPLICATION = Map.of("repl-diskless-sync-delay", "0");

    private final List<LocalRedis> nodes = new ArrayList<>();
    private final List<LocalRedis> sentinels = new ArrayList<>();

    private LocalRedisSentinel() {}

    /** A master, a replica that has caught up, and three Sentinels, on free ports. */
    public static LocalRedisSentinel start() {
        return start(3, Map.of(), Map.of());
    }

    /**
     * The same on free ports with some settings.
     *
     * @param sentinels how many, 1 to 3
     * @param redisSettings of master and replica; {@code requirepass} is also told to those who need it
     * @param sentinelSettings of the Sentinels, {@code requirepass} too
     */
    public static LocalRedisSentinel start(
            int sentinels, Map<String, String> redisSettings, Map<String, String> sentinelSettings) {
        return start(
                LoopbackPort.claim(),
                LoopbackPort.claim(),
                IntStream.range(0, sentinels)
                        .mapToObj(i -> LoopbackPort.claim())
                        .toList(),
                redisSettings,
                sentinelSettings);
    }

    /** The same on these ports. */
    public static LocalRedisSentinel start(
            int masterPort,
            int replicaPort,
            List<Integer> sentinelPorts,
            Map<String, String> redisSettings,
            Map<String, String> sentinelSettings) {
        LocalRedisSentinel site = new LocalRedisSentinel();
        try {
            site.startNodes(masterPort, replicaPort, redisSettings);
            site.startSentinels(sentinelPorts, redisSettings.get("requirepass"), sentinelSettings);
            return site;
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
    }

    private void startNodes(int masterPort, int replicaPort, Map<String, String> given) {
        Map<String, String> settings = new LinkedHashMap<>(FAST_REPLICATION);
        settings.putAll(given);
        String password = given.get("requirepass");
        if (password != null) {
            settings.put("masterauth", password);
        }
        nodes.add(LocalRedis.start(masterPort, settings));
        settings.put("replicaof", "127.0.0.1 " + masterPort);
        LocalRedis replica = LocalRedis.start(replicaPort, settings);
        nodes.add(replica);
        Readiness.await(
                "replication", LIMIT, () -> replica.ask("INFO", "replication").contains("master_link_status:up"));
    }

    private void startSentinels(List<Integer> ports, @Nullable String password, Map<String, String> given) {
        int quorum = ports.size() / 2 + 1;
        Map<String, String> settings = new LinkedHashMap<>(given);
        settings.put(
                "sentinel monitor", MASTER + " 127.0.0.1 " + nodes.getFirst().port() + " " + quorum);
        settings.put("sentinel down-after-milliseconds", MASTER + " 1000");
        settings.put("sentinel failover-timeout", MASTER + " 5000");
        if (password != null) {
            settings.put("sentinel auth-pass", MASTER + " " + password);
        }
        String ownPassword = given.get("requirepass");
        if (ownPassword != null) {
            settings.put("sentinel sentinel-pass", ownPassword);
        }
        ports.forEach(port -> sentinels.add(LocalRedis.startSentinel(port, settings)));
        Readiness.await(
                "Sentinel",
                LIMIT,
                () -> sentinels.stream().allMatch(sentinel -> knows(sentinel, 1, sentinels.size() - 1)));
    }

    /** Whether a Sentinel has found the replica and the other Sentinels, without which it can do nothing. */
    private static boolean knows(LocalRedis sentinel, int replicas, int others) {
        return sentinel.ask("SENTINEL", "MASTER", MASTER)
                .contains("num-slaves\n" + replicas + "\nnum-other-sentinels\n" + others + "\n");
    }

    /** {@code redis-sentinel://127.0.0.1:PORT,127.0.0.1:PORT#mymaster}. */
    public String url() {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "#" + MASTER));
    }

    /** The two servers; at the start the first of them is the master. */
    public List<LocalRedis> nodes() {
        return List.copyOf(nodes);
    }

    public List<LocalRedis> sentinels() {
        return List.copyOf(sentinels);
    }

    /** Whom the first Sentinel that runs names as the master, whether it answers or not. */
    public LocalRedis master() {
        LocalRedis asked = sentinels.stream()
                .filter(sentinel -> sentinel.process().isAlive())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Sentinel runs"));
        String port = asked.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER).split("\n")[1];
        return nodes.stream()
                .filter(node -> node.port() == Integer.parseInt(port))
                .findFirst()
                .orElseThrow();
    }

    /** The other one. */
    public LocalRedis replica() {
        LocalRedis master = master();
        return nodes.getFirst() == master ? nodes.getLast() : nodes.getFirst();
    }

    /**
     * From now on the replica hears nothing more of the master, so that a failover loses what is written next. Sentinel
     * takes such a replica for some ten seconds; a paused one would still find the last writes in its socket.
     */
    public void cutReplication() {
        master().ask("ACL", "SETUSER", "default", "-psync", "-sync");
        replica().ask("CLIENT", "KILL", "TYPE", "master");
    }

    /** Makes the replica the master by command, the old one alive or not, and waits until every Sentinel names it. */
    public void failOver() {
        LocalRedis next = replica();
        // Refused while another one is under way or the replica has not been seen for a moment.
        Readiness.await("failover", LIMIT, () -> {
            String reply = sentinels.getFirst().ask("SENTINEL", "FAILOVER", MASTER);
            return reply.equals("OK") || master() == next;
        });
        awaitMaster(next);
    }

    /** Waits until every Sentinel that runs names this one, and it takes writes. */
    public void awaitMaster(LocalRedis node) {
        Readiness.await(
                "failover to " + node.port(),
                LIMIT,
                () -> node.ask("ROLE").startsWith("master\n")
                        && sentinels.stream()
                                .filter(sentinel -> sentinel.process().isAlive())
                                .allMatch(sentinel -> sentinel.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER)
                                        .endsWith("\n" + node.port())));
    }

    @Override
    public void close() {
        Stream.concat(sentinels.stream(), nodes.stream()).forEach(LocalRedis::close);
    }
}
