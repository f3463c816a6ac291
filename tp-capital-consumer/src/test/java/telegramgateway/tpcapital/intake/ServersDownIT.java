package telegramgateway.tpcapital.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.tpcapital.intake.SignalIntakeIT.R1;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalPostgres;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.tpcapital.TestGateway;
import telegramgateway.tpcapital.TestServers;

/** The intake while servers of its own go down and come back. */
class ServersDownIT {
    private static final long CHANNEL = -1_001_649_127_710L;
    private static final Duration RECOVERY = Duration.ofSeconds(40);

    private final LocalPostgres postgres = LocalPostgres.start();
    private final LocalRedis redis = LocalRedis.start();
    private final TestServers servers = TestServers.on(postgres);
    private final HikariDataSource pool = servers.pool();
    private final MessageCache cache = TestIntake.cache(redis.url());
    private final TestGateway gateway = new TestGateway(new MessageDatabase(servers.owner()), cache);

    @BeforeEach
    void post() {
        gateway.post(CHANNEL, 1, R1);
        gateway.deliver();
    }

    @AfterEach
    void close() {
        pool.close();
        cache.close();
        redis.close();
        postgres.close();
    }

    @Test
    void withoutTheCacheTheDatabaseFeedsTheIntake() {
        redis.stop();
        try (TestIntake _ = following()) {
            awaitVerdicts("1 signal");
            gateway.post(CHANNEL, 2, R1);
            gateway.deliver();
            awaitVerdicts("1 signal", "2 signal");
            redis.restart();
            gateway.post(CHANNEL, 3, R1);
            gateway.deliver();
            awaitVerdicts("1 signal", "2 signal", "3 signal");
        }
    }

    @Test
    void whileTheDatabaseIsAwayTheIntakeWaitsAndThenLosesNothing() {
        try (TestIntake intake = following()) {
            awaitVerdicts("1 signal");
            gateway.post(CHANNEL, 2, R1);
            gateway.post(CHANNEL, 3, "Bom dia");
            postgres.stop();
            gateway.deliverToCache();
            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertThat(intake.intake.failure()).isNotNull());
            assertThat(intake.intake.failing()).isEqualTo(1);
            await().until(() -> !intake.intake.lag().isZero());
            postgres.restart();
            gateway.deliverToDatabase();
            awaitVerdicts("1 signal", "2 signal", "3 not_a_signal");
            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertThat(intake.intake.failure()).isNull());
            assertThat(intake.processed("duplicate")).isZero();
        }
        assertThat(servers.rows("SELECT message_id, change FROM tp_capital.signal_events ORDER BY position"))
                .containsExactly("1 created", "2 created");
    }

    @Test
    void itStartsWhenEverythingIsDownAndRecovers() {
        redis.stop();
        postgres.stop();
        try (TestIntake intake =
                TestIntake.of(ChannelChoice.parse(List.of("*")), pool, redis.url(), TestIntake.OFTEN)) {
            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertThat(intake.intake.failure()).isNotNull());
            postgres.restart();
            redis.restart();
            awaitVerdicts("1 signal");
        }
    }

    private TestIntake following() {
        return TestIntake.of(Set.of(CHANNEL), pool, redis.url());
    }

    private void awaitVerdicts(String... expected) {
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(
                                servers.rows("SELECT message_id, outcome FROM tp_capital.verdicts ORDER BY message_id"))
                        .containsExactly(expected));
    }
}
