package telegramgateway.mtproto.pool;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import telegramgateway.mtproto.pool.PoolUse.RolePool;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.store.DatabaseSettings;

/**
 * Looks at PgBouncer's pool every few seconds, if a user for it is set: exports its use, and warns once when it goes
 * above {@value #WARN_ABOVE}, and once when PgBouncer no longer answers.
 */
@Component
final class PoolWatch implements AutoCloseable {

    static final double WARN_ABOVE = 0.8;

    /** Below it a next rise is worth a next warning. */
    private static final double CALM_BELOW = 0.7;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int PERCENT = 100;
    private static final Logger log = LoggerFactory.getLogger(PoolWatch.class);

    private final DatabaseSettings database;
    private final Map<MultiGauge, ToDoubleFunction<RolePool>> gauges = new LinkedHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("pool-watch").daemon().factory());
    private volatile @Nullable PgBouncerConsole console;
    private volatile boolean up;
    private volatile double share = Double.NaN;
    private boolean warned;
    private boolean complained;

    PoolWatch(PoolSettings settings, DatabaseSettings database, MeterRegistry metrics) {
        this.database = database;
        String user = settings.user();
        Secret password = settings.password();
        if (user != null && password != null) {
            register(metrics);
            long pause = settings.interval().toMillis();
            var _ = timer.scheduleWithFixedDelay(() -> look(user, password), 0, pause, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        // Also ends a question that still waits for its answer.
        disconnect();
    }

    private void register(MeterRegistry metrics) {
        Gauge.builder("pgbouncer.up", this, watch -> watch.up ? 1 : 0)
                .description("1 while PgBouncer's console answers")
                .register(metrics);
        Gauge.builder("pgbouncer.pools.use", this, watch -> watch.share)
                .description("Share of the pool that clients hold, 0 to 1")
                .register(metrics);
        gauge(metrics, "cl.active", "Clients that have a connection or need none now", RolePool::clientsActive);
        gauge(metrics, "cl.waiting", "Clients that wait for a connection", RolePool::clientsWaiting);
        gauge(metrics, "sv.active", "Connections to the database that clients hold", RolePool::serversActive);
        gauge(metrics, "sv.idle", "Connections that are ready for clients", RolePool::serversIdle);
        gauge(metrics, "sv.used", "Connections idle for so long that they are checked", RolePool::serversUsed);
        gauge(metrics, "maxwait", "Seconds that the first in the queue has been waiting", RolePool::maxWaitSeconds);
    }

    private void gauge(MeterRegistry metrics, String name, String what, ToDoubleFunction<RolePool> number) {
        gauges.put(
                MultiGauge.builder("pgbouncer.pools." + name).description(what).register(metrics), number);
    }

    private void look(String user, Secret password) {
        try {
            PgBouncerConsole asked = console;
            if (asked == null) {
                asked = PgBouncerConsole.open(database.host(), database.port(), user, password.reveal(), PATIENCE);
                console = asked;
            }
            show(PoolUse.of(database.database(), asked.ask("SHOW POOLS"), asked.ask("SHOW DATABASES")));
        } catch (IOException | RuntimeException e) {
            disconnect();
            if (!timer.isShutdown()) {
                lost(e);
            }
        }
    }

    private void show(PoolUse use) {
        if (complained) {
            log.info("PgBouncer's console answers again");
        }
        complained = false;
        up = true;
        share = use.share();
        export(use.roles());
        long percent = Math.round(use.share() * PERCENT);
        if (use.share() > WARN_ABOVE && !warned) {
            warned = true;
            log.warn(
                    "PgBouncer's pool is {} % in use: when it is full, services wait. Look for long transactions, "
                            + "or raise default_pool_size and max_db_connections",
                    percent);
        } else if (use.share() < CALM_BELOW && warned) {
            warned = false;
            log.info("PgBouncer's pool is {} % in use again", percent);
        }
    }

    private void lost(Exception reason) {
        if (!complained) {
            log.warn(
                    "PgBouncer's console does not answer, its pool's use is unknown: {}. Is TIMESCALEDB_PORT its port, "
                            + "and PGBOUNCER_STATS_USER one of its stats_users?",
                    reason.getMessage() == null ? "it ended the connection" : reason.getMessage());
        }
        complained = true;
        up = false;
        share = Double.NaN;
        export(List.of());
    }

    private void export(List<RolePool> roles) {
        gauges.forEach((gauge, number) -> gauge.register(
                roles.stream()
                        .map(role -> Row.of(Tags.of("user", role.user()), () -> number.applyAsDouble(role)))
                        .toList(),
                true));
    }

    private void disconnect() {
        PgBouncerConsole open = console;
        console = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            log.debug("closing the console failed", e);
        }
    }
}
