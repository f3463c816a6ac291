package telegramgateway.tpcapital.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.tpcapital.TestGateway;
import telegramgateway.tpcapital.TestServers;

/** An intake that is behind: what it shows, what it believes, and how it stops. */
class BehindIT {
    private static final long CHANNEL = -1_001_000_000_000L;
    private static final long MARKED = -1_001_000_000_001L;

    private static TestServers servers;
    private static LocalRedis redis;
    private static HikariDataSource pool;
    private static MessageCache cache;

    @BeforeAll
    static void start() {
        servers = TestServers.migrated();
        redis = LocalRedis.start();
        pool = servers.pool();
        cache = TestIntake.cache(redis.url());
    }

    @AfterAll
    static void stop() {
        cache.close();
        pool.close();
        redis.close();
        servers.close();
    }

    @Test
    void itShowsHowManyMessagesWait() throws SQLException {
        TestGateway gateway = new TestGateway(new MessageDatabase(servers.owner()), cache);
        for (int id = 1; id <= 950; id++) {
            gateway.post(CHANNEL, id, "Bom dia");
        }
        gateway.deliver();
        try (Connection blocking = servers.owner().getConnection()) {
            blocking.setAutoCommit(false);
            // Holds up the second page of a hundred.
            blocking.createStatement()
                    .execute("INSERT INTO tp_capital.verdicts (channel_id, message_id, position, outcome,"
                            + " parser_version) VALUES (" + CHANNEL + ", 150, 1, 'failed', 1)");
            try (TestIntake intake = TestIntake.of(Set.of(CHANNEL), pool, redis.url())) {
                await().until(() -> waiting(intake) == 850);
                blocking.rollback();
                await().atMost(Duration.ofSeconds(20)).until(() -> waiting(intake) == 0);
                assertThat(intake.processed("not_a_signal")).isEqualTo(950);
            }
        }
    }

    @Test
    void aMarkOfACommitThatTheDatabaseDoesNotHaveHidesNothing() {
        TestGateway gateway = new TestGateway(new MessageDatabase(servers.owner()), cache);
        gateway.post(MARKED, 1, SignalIntakeIT.R1);
        gateway.deliver();
        // As after the restoration of a backup: Redis remembers what the database has forgotten.
        cache.markCommitted(MARKED, 1, Long.MAX_VALUE);

        try (TestIntake _ = TestIntake.of(Set.of(MARKED), pool, redis.url())) {
            await().until(() -> servers.rows("SELECT outcome FROM tp_capital.verdicts WHERE channel_id = " + MARKED)
                    .equals(List.of("signal")));
        }
    }

    @Test
    void aStopWaitsUntilNoFollowerBeginsAnyMore() throws Exception {
        servers.execute("INSERT INTO telegram_gateway.channels (channel_id, title, active) VALUES (-7, 'x', true)");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        try (TestIntake intake = TestIntake.of(
                ChannelChoice.parse(List.of("*")), slow(pool, asked, answered), redis.url(), TestIntake.OFTEN)) {
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> stop = CompletableFuture.runAsync(intake.intake::stop, Thread::startVirtualThread);
            await().until(() -> !intake.intake.isRunning());
            await().during(Duration.ofMillis(300)).until(() -> !stop.isDone());
            answered.countDown();

            stop.get(10, TimeUnit.SECONDS);
            assertThat(intake.intake.followed()).isZero();
        }
    }

    private static double waiting(TestIntake intake) {
        var gauge = intake.metrics
                .find("tp.capital.messages.waiting")
                .tag("channel_id", String.valueOf(CHANNEL))
                .gauge();
        return gauge == null ? -1 : gauge.value();
    }

    /** Gives connections only when it may answer. */
    private static DataSource slow(DataSource real, CountDownLatch asked, CountDownLatch answered) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, method, arguments) -> {
                    asked.countDown();
                    answered.await();
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
