package telegramgateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import telegramgateway.local.LocalRedis;
import telegramgateway.local.network.LocalProxy;

/** The cache fails in every way that caches have. */
@Tag("faults")
@ExtendWith(WithWorld.class)
class RedisFaultsIT {
    /** Longer than the five seconds for which a reader may believe a master that nobody writes to. */
    private static final Duration ISOLATION = Duration.ofSeconds(8);

    private static final Duration HIT_RATE_LIMIT = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final World world;

    RedisFaultsIT(World world) {
        this.world = world;
    }

    private static void redis(LocalRedis server, Consumer<RedisCommands<String, String>> work) {
        try (RedisClient client = RedisClient.create(RedisURI.create(server.url()));
                StatefulRedisConnection<String, String> connection = client.connect()) {
            work.accept(connection.sync());
        }
    }

    private List<LocalProxy> proxies() {
        return List.of(world.gatewaysRedis, world.apisRedis, world.consumersRedis);
    }

    @Test
    @Tag("slow")
    void stopped() throws Exception {
        new FaultRow(world, 4, "Redis stopped for 30 s").run(_ -> {
            world.redis.stop();
            FaultRow.pass(Duration.ofSeconds(30));
            world.redis.restart();
        });
    }

    @Test
    void restartedEmpty() throws Exception {
        new FaultRow(world, 5, "Redis restarted empty").run(_ -> world.redis.restart());
    }

    @Test
    @Tag("slow")
    void failoverThatLosesTheLastWritesWithANextEvent() throws Exception {
        new FaultRow(world, 6, "Redis fails over to a replica that lacks the last writes")
                .run(row -> failOver(row, () -> {}, () -> {}));
    }

    @Test
    void failoverThatLosesTheLastWritesWithoutANextEvent() throws Exception {
        new FaultRow(world, 7, "Redis fails over like that, and no event follows").run(row -> {
            failOver(row, row.load()::pause, row::awaitAllArrived);
            row.load().resume();
        });
    }

    /**
     * Readers sleep while the writes are lost: what they have missed they must find missing in the replica.
     *
     * @param before what happens after writes that the replica lacks, and before the clients follow to it
     * @param after what happens with the replica, when readers have had time to see that it lacks something
     */
    private void failOver(FaultRow.Running row, Runnable before, Runnable after) throws InterruptedException {
        try (LocalRedis replica = replica()) {
            row.poller().pause();
            redis(replica, RedisCommands::replicaofNoOne);
            FaultRow.pass(Duration.ofSeconds(1));
            before.run();
            FaultRow.pass(Duration.ofSeconds(2));
            proxies().forEach(proxy -> proxy.redirect(replica.port()));
            row.poller().resume();
            FaultRow.pass(ISOLATION);
            after.run();
            world.redis.restart();
            proxies().forEach(proxy -> proxy.redirect(world.redis.port()));
        }
    }

    @Test
    @Tag("slow")
    void isolatedMasterThatReadersStillSee() throws Exception {
        new FaultRow(world, 8, "Redis fails over, readers still see the old master").run(_ -> {
            try (LocalRedis replica = replica()) {
                redis(replica, RedisCommands::replicaofNoOne);
                world.gatewaysRedis.redirect(replica.port());
                FaultRow.pass(ISOLATION);
                world.apisRedis.redirect(replica.port());
                world.consumersRedis.redirect(replica.port());
                FaultRow.pass(Duration.ofSeconds(1));
                world.redis.restart();
                proxies().forEach(proxy -> proxy.redirect(world.redis.port()));
            }
        });
    }

    /** A replica that has all that its master had. */
    private LocalRedis replica() {
        LocalRedis replica = LocalRedis.start(Map.of("replicaof", "127.0.0.1 " + world.redis.port()));
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        redis(replica, it -> assertThat(it.info("replication")).contains("master_link_status:up")));
        return replica;
    }

    @Test
    @Tag("slow")
    void evicts() throws Exception {
        new FaultRow(world, 9, "Redis evicts at its maxmemory").run(_ -> {
            redis(world.redis, it -> {
                it.configSet("maxmemory-policy", "allkeys-random");
                it.configSet("maxmemory", "2mb");
            });
            FaultRow.pass(Duration.ofSeconds(10));
            redis(world.redis, it -> {
                assertThat(it.info("stats")).doesNotContain("evicted_keys:0");
                it.configSet("maxmemory", "0");
                it.configSet("maxmemory-policy", "noeviction");
            });
        });
    }

    @Test
    @Tag("slow")
    void readOnly() throws Exception {
        new FaultRow(world, 10, "Redis refuses writes: READONLY").run(_ -> {
            try (LocalRedis other = LocalRedis.start()) {
                redis(world.redis, it -> it.replicaof("127.0.0.1", other.port()));
                FaultRow.pass(Duration.ofSeconds(10));
                redis(world.redis, RedisCommands::replicaofNoOne);
            }
        });
    }

    @Test
    @Tag("slow")
    void loading() throws Exception {
        new FaultRow(world, 11, "Redis is LOADING for seconds").run(_ -> {
            try (LocalRedis slow = LocalRedis.start(Map.of(
                    // A fifth of a second for each key; it answers between two megabytes.
                    "key-load-delay", "200000", "rdbcompression", "no"))) {
                redis(slow, it -> {
                    String megabyte = "x".repeat(1 << 20);
                    for (int i = 0; i < 40; i++) {
                        it.set("key-" + i, megabyte);
                    }
                    it.save();
                });
                CompletableFuture<Void> reload = CompletableFuture.runAsync(slow::restart);
                proxies().forEach(proxy -> proxy.redirect(slow.port()));
                await().atMost(LIMIT).until(() -> ping(slow.port()).startsWith("-LOADING"));
                reload.join();
                proxies().forEach(proxy -> proxy.redirect(world.redis.port()));
            }
        });
    }

    /** What a server answers, also one that cannot serve; empty when it does not. */
    private static String ping(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes("-LOADING".length()), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    @Tag("slow")
    void outOfMemory() throws Exception {
        new FaultRow(world, 12, "Redis refuses writes: OOM").run(_ -> {
            redis(world.redis, it -> it.configSet("maxmemory", "1"));
            await().atMost(LIMIT)
                    .until(() -> world.gateway.get("/health").toString().contains("OOM"));
            FaultRow.pass(Duration.ofSeconds(10));
            redis(world.redis, it -> it.configSet("maxmemory", "0"));
        });
    }

    @Test
    @Tag("slow")
    void hangs() throws Exception {
        new FaultRow(world, 13, "Redis hangs for 10 s without closing a connection").run(_ -> {
            proxies().forEach(LocalProxy::hang);
            FaultRow.pass(Duration.ofSeconds(10));
            proxies().forEach(LocalProxy::pass);
        });
    }

    @Test
    void hitRateAfterAnEmptyRestart() throws Exception {
        new FaultRow(world, 14, "Redis restarted empty: more than 70 % of the polls hit it again").run(row -> {
            world.redis.restart();
            long cacheBefore = row.poller().fromCache();
            long databaseBefore = row.poller().fromDatabase();
            await().atMost(HIT_RATE_LIMIT).until(() -> {
                long hits = row.poller().fromCache() - cacheBefore;
                long misses = row.poller().fromDatabase() - databaseBefore;
                return hits > 0.7 * (hits + misses);
            });
        });
    }
}
