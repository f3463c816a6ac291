package telegramgateway.tpcapital.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.tpcapital.intake.SignalIntakeIT.R1;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.local.LocalProcess;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.cache.CacheOptions;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.tpcapital.TestGateway;
import telegramgateway.tpcapital.TestQueue;
import telegramgateway.tpcapital.TestServers;
import telegramgateway.tpcapital.TpCapitalConsumer;

/**
 * The service as a process, killed after its commit and before it accepts the messages. A Redis that hangs holds it
 * there: between the two it notes there what is committed.
 */
class KilledConsumerIT {
    private static final long CHANNEL = -1_001_649_127_710L;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private TestQueue queue;
    private LocalRedis redis;
    private TestServers servers;
    private MessageCache cache;

    @BeforeEach
    void start() {
        queue = new TestQueue();
        redis = LocalRedis.start();
        servers = TestServers.migrated();
        cache = MessageCache.connect(CacheOptions.of(redis.url()), InstantSource.system());
    }

    @AfterEach
    void close() {
        cache.close();
        servers.close();
        redis.close();
        queue.close();
    }

    @Test
    void whatWasCommittedAndNotAcceptedComesAgainAndChangesNothing() {
        TestGateway gateway = new TestGateway(new MessageDatabase(servers.owner()), cache);
        try (LocalProcess first = consumer("first")) {
            // Only once something has gone through it is connected to everything.
            queue.publish(gateway.post(CHANNEL, 1, R1));
            await().atMost(PATIENCE).until(() -> verdicts().size() == 1 && cached(1));
            redis.process().signal("STOP");
            queue.publish(gateway.post(CHANNEL, 2, R1), gateway.post(CHANNEL, 3, "Bom dia"));
            await().atMost(PATIENCE).until(() -> verdicts().size() > 1);
            first.kill();
            redis.process().signal("CONT");
        }
        assertThat(queue.left()).hasSize(2);
        List<String> before = ofTheCommitted();
        try (LocalProcess _ = consumer("second")) {
            queue.publish(gateway.post(CHANNEL, 4, "Bom dia"));
            await().atMost(PATIENCE).until(() -> verdicts().size() == 4 && cached(4));
        }
        assertThat(queue.left()).isEmpty();
        assertThat(ofTheCommitted()).isEqualTo(before);
        assertThat(servers.rows("SELECT message_id, change FROM tp_capital.signal_events ORDER BY position"))
                .containsExactly("1 created", "2 created");
        assertThat(queue.deadLetters()).isEmpty();
    }

    /** The last step before messages are accepted. */
    private boolean cached(long messageId) {
        return cache.committed(CHANNEL, messageId).isPresent();
    }

    private List<String> verdicts() {
        return servers.rows("SELECT message_id FROM tp_capital.verdicts");
    }

    private List<String> ofTheCommitted() {
        return servers.rows("SELECT v.*, s.* FROM tp_capital.verdicts v LEFT JOIN tp_capital.tp_capital_signals s"
                + " USING (channel_id, message_id) WHERE message_id < 3 ORDER BY v.message_id");
    }

    private LocalProcess consumer(String name) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TP_CAPITAL_PORT", "0");
        environment.put("TP_CAPITAL_API_KEY", "a-key-of-the-tests");
        environment.put("TP_CAPITAL_SIGNALS_CHANNEL_ID", String.valueOf(CHANNEL));
        environment.put("TP_CAPITAL_QUEUE_MODE", "true");
        environment.put("RABBITMQ_URL", queue.server.uri().toString());
        environment.put("RABBITMQ_USERNAME", queue.server.user());
        environment.put("RABBITMQ_PASSWORD", queue.server.password());
        environment.put("TIMESCALEDB_HOST", servers.local().host());
        environment.put("TIMESCALEDB_PORT", String.valueOf(servers.local().port()));
        environment.put("TIMESCALEDB_DATABASE", servers.local().name());
        environment.put("TIMESCALEDB_USER", TestServers.ROLE);
        environment.put("TIMESCALEDB_PASSWORD", TestServers.PASSWORD);
        environment.put("REDIS_URL", redis.url());
        environment.put("REDIS_TIMEOUT", "30s");
        return LocalProcess.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TpCapitalConsumer.class.getName()),
                environment,
                directory.resolve(name + ".log"));
    }
}
