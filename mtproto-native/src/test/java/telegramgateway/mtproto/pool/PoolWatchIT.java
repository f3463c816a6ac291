package telegramgateway.mtproto.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalPgBouncer;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.store.DatabaseSettings;

class PoolWatchIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<ILoggingEvent> logged = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(PoolWatch.class);
    private LocalPgBouncer pgBouncer;
    private LocalDatabase database;

    @BeforeEach
    void start() {
        assumeTrue(LocalPgBouncer.isInstalled(), LocalPgBouncer.MISSING);
        pgBouncer = LocalPgBouncer.start(DatabaseServer.shared().maintenance());
        database = pgBouncer.inFrontOf(DatabaseServer.shared().createDatabase());
        appender.list = logged;
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(appender);
        if (pgBouncer != null) {
            pgBouncer.close();
        }
    }

    @Test
    void exportsTheUseOfThePoolAndWarnsOnceWhenItIsNearlyFull() throws SQLException {
        List<Connection> busy = new ArrayList<>();
        try (PoolWatch watch = watch(pgBouncer.statsPassword())) {
            assertThat(watch).isNotNull();
            hold(busy, 16);
            await().atMost(LIMIT).until(() -> role("sv.active") == 16);
            assertThat(value("pgbouncer.pools.use")).isEqualTo(0.8);
            assertThat(value("pgbouncer.up")).isEqualTo(1);
            assertThat(messages("in use")).isEmpty();

            hold(busy, 18);
            await().atMost(LIMIT).until(() -> !messages("pool is 90 % in use").isEmpty());
            hold(busy, 19);
            await().atMost(LIMIT).until(() -> role("sv.active") == 19);
            assertThat(messages("in use")).hasSize(1);

            release(busy);
            await().atMost(LIMIT).until(() -> !messages("in use again").isEmpty());
            assertThat(role("sv.active")).isZero();
            assertThat(role("sv.idle") + role("sv.used")).isBetween(1.0, 20.0);
        } finally {
            release(busy);
        }
    }

    @Test
    void saysOnceThatPgBouncerIsAwayAndGoesOnWhenItIsBack() throws SQLException {
        List<Connection> busy = new ArrayList<>();
        try (PoolWatch watch = watch(pgBouncer.statsPassword())) {
            assertThat(watch).isNotNull();
            hold(busy, 1);
            await().atMost(LIMIT).until(() -> role("sv.active") == 1);
            pgBouncer.stop();
            await().atMost(LIMIT).until(() -> value("pgbouncer.up") == 0);
            assertThat(metrics.find("pgbouncer.pools.sv.active").gauges()).isEmpty();
            pgBouncer.restart();
            await().atMost(LIMIT).until(() -> value("pgbouncer.up") == 1);
            assertThat(messages("does not answer")).hasSize(1);
            assertThat(messages("answers again")).hasSize(1);
        } finally {
            busy.getFirst().close();
        }
    }

    @Test
    void saysWhatToCheckWhenTheLoginIsRefusedAndNeverThePassword() {
        try (PoolWatch watch = watch("wrong-secret")) {
            assertThat(watch).isNotNull();
            await().atMost(LIMIT).until(() -> !messages("PGBOUNCER_STATS_USER").isEmpty());
            assertThat(messages("authentication failed")).hasSize(1);
            assertThat(messages("wrong-secret")).isEmpty();
        }
    }

    @Test
    void asksNothingWithoutAUser() {
        PoolSettings off = new PoolSettings(null, null, Duration.ofSeconds(1));
        try (PoolWatch watch = new PoolWatch(off, databaseSettings(), metrics)) {
            assertThat(watch).isNotNull();
            assertThat(metrics.getMeters()).isEmpty();
        }
    }

    private PoolWatch watch(String password) {
        PoolSettings settings = new PoolSettings(LocalPgBouncer.STATS_USER, Secret.of(password), Duration.ofSeconds(1));
        return new PoolWatch(settings, databaseSettings(), metrics);
    }

    private DatabaseSettings databaseSettings() {
        return new DatabaseSettings(
                database.host(),
                database.port(),
                database.name(),
                database.user(),
                Secret.of(database.password()),
                5,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));
    }

    /** Until so many transactions are open, each of which holds a connection of the pool. */
    private void hold(List<Connection> busy, int count) throws SQLException {
        while (busy.size() < count) {
            Connection client = database.connect();
            busy.add(client);
            client.setAutoCommit(false);
            try (var statement = client.createStatement()) {
                statement.execute("SELECT 1");
            }
        }
    }

    private static void release(List<Connection> busy) throws SQLException {
        for (Connection client : busy) {
            // A client that leaves in the midst of a transaction takes the pool's connection with it.
            client.rollback();
            client.close();
        }
        busy.clear();
    }

    private double role(String number) {
        Gauge gauge = metrics.find("pgbouncer.pools." + number)
                .tag("user", database.user())
                .gauge();
        return gauge == null ? -1 : gauge.value();
    }

    private double value(String name) {
        return metrics.get(name).gauge().value();
    }

    private List<String> messages(String part) {
        return logged.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains(part))
                .toList();
    }
}
