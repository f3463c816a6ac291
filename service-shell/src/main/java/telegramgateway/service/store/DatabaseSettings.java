package telegramgateway.service.store;

import java.time.Duration;
import telegramgateway.service.settings.HttpSettings;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;

/** Where the database is. A service starts without it and connects when it is there. */
public record DatabaseSettings(
        @Setting(
                name = "TIMESCALEDB_HOST",
                fallback = "localhost",
                help = "Host of PostgreSQL, TimescaleDB or PgBouncer.")
        String host,

        @Setting(
                name = "TIMESCALEDB_PORT",
                fallback = "6434",
                help = "Its port; 6434 is PgBouncer's, 5434 the database's own.")
        int port,

        @Setting(name = "TIMESCALEDB_DATABASE", fallback = "telegram_gateway", help = "Name of the database.")
        String database,

        @Setting(
                name = "TIMESCALEDB_USER",
                help = "The service's own role, made by `bin/migrate`.",
                hint = "Set it to the role that bin/migrate made for this service, see docs/configuration.md.")
        String user,

        @Setting(
                name = "TIMESCALEDB_PASSWORD",
                help = "The role's password.",
                hint = "Set it, or TIMESCALEDB_PASSWORD_FILE to a file that only the service can read.")
        Secret password,

        @Setting(name = "TIMESCALEDB_POOL_SIZE", fallback = "5", help = "Connections at most, 1 to 50.")
        int poolSize,

        @Setting(
                name = "TIMESCALEDB_CONNECT_TIMEOUT",
                fallback = "2s",
                help = "How long a request waits for a connection before it counts the database as down, 250ms to 30s.")
        Duration connectTimeout,

        @Setting(
                name = "TIMESCALEDB_STATEMENT_TIMEOUT",
                fallback = "30s",
                help = "How long a statement may go without an answer, 1s to 10m.")
        Duration statementTimeout) {

    private static final int POOL_SIZE_MAX = 50;

    public DatabaseSettings {
        checkName("TIMESCALEDB_HOST", host);
        checkName("TIMESCALEDB_DATABASE", database);
        HttpSettings.checkPort("TIMESCALEDB_PORT", port);
        if (poolSize < 1 || poolSize > POOL_SIZE_MAX) {
            throw new IllegalArgumentException("TIMESCALEDB_POOL_SIZE is " + poolSize + ", not 1 to " + POOL_SIZE_MAX);
        }
        checkTimeout("TIMESCALEDB_CONNECT_TIMEOUT", connectTimeout, Duration.ofMillis(250), Duration.ofSeconds(30));
        checkTimeout("TIMESCALEDB_STATEMENT_TIMEOUT", statementTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** What ends a name in an address would let options in, such as one that PgBouncer cannot bear. */
    private static void checkName(String name, String value) {
        if (!value.matches("[^?&/#\\s]+")) {
            throw new IllegalArgumentException(
                    name + " is no plain name: options of the connection cannot be set there");
        }
    }

    private static void checkTimeout(String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + value.toMillis() + "ms, not " + min.toMillis() + "ms to " + max.toSeconds() + "s");
        }
    }
}
