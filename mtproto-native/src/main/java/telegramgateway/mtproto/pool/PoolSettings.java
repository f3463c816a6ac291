package telegramgateway.mtproto.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;

/** Whether and how PgBouncer is asked how full its pool is. */
public record PoolSettings(
        @Setting(
                name = "PGBOUNCER_STATS_USER",
                help = "User who may read PgBouncer's console (its `stats_users`), on TIMESCALEDB_HOST and "
                        + "TIMESCALEDB_PORT. With it the use of the pool is exported and warned about; without it "
                        + "PgBouncer is not asked.")
        @Nullable
        String user,

        @Setting(name = "PGBOUNCER_STATS_PASSWORD", help = "The password of PGBOUNCER_STATS_USER, which it needs.")
        @Nullable
        Secret password,

        @Setting(
                name = "PGBOUNCER_STATS_INTERVAL",
                fallback = "5s",
                help = "Pause between two looks at the pool, 1s to 5m.")
        Duration interval) {

    private static final Duration INTERVAL_MIN = Duration.ofSeconds(1);
    private static final Duration INTERVAL_MAX = Duration.ofMinutes(5);

    public PoolSettings {
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "PGBOUNCER_STATS_USER and PGBOUNCER_STATS_PASSWORD belong together, and one of them is missing");
        }
        if (interval.compareTo(INTERVAL_MIN) < 0 || interval.compareTo(INTERVAL_MAX) > 0) {
            throw new IllegalArgumentException(
                    "PGBOUNCER_STATS_INTERVAL is " + interval.toMillis() + "ms, not 1s to 5m");
        }
    }
}
