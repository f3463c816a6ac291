package telegramgateway.api;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.ConfigurableApplicationContext;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.database.DatabaseMigration;
import telegramgateway.service.ServiceShell;

/** The service with its production settings on real servers, and who feeds it. */
final class RunningApi implements AutoCloseable {
    static final String KEY = "the-key-of-the-tests";
    private static final String ROLE = "telegram_gateway_api";

    private final ConfigurableApplicationContext service;
    private final Feeder feeder;
    private final ApiClient client;

    private RunningApi(ConfigurableApplicationContext service, Feeder feeder) {
        this.service = service;
        this.feeder = feeder;
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        this.client = new ApiClient(port, KEY);
    }

    /** The one that tests share which do not touch its servers; each uses channels of its own. */
    static RunningApi shared() {
        return Shared.INSTANCE;
    }

    /** Starts the service; the servers may be down if {@code more} says how to reach them. */
    static RunningApi start(LocalRedis redis, LocalDatabase database, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(database(database));
        environment.put("TELEGRAM_GATEWAY_API_PORT", "0");
        environment.put("TELEGRAM_GATEWAY_API_KEY", KEY);
        environment.put("TELEGRAM_GATEWAY_API_KEY_ROLE", "admin");
        environment.put("REDIS_URL", redis.url());
        environment.put("TELEGRAM_GATEWAY_API_TOKEN_SECRET", "the-token-secret-of-all-the-tests-here");
        // Tests are impatient, and wrong on purpose.
        environment.put("TELEGRAM_GATEWAY_API_LOGIN_FAILURES_MAX", "0");
        environment.putAll(more);
        return new RunningApi(
                ServiceShell.start(GatewayApi.class, environment, GatewayApi.SETTINGS),
                new Feeder(redis.url(), owner(database)));
    }

    /** How the service's role reaches a database. */
    static Map<String, String> database(LocalDatabase database) {
        return Map.of(
                "TIMESCALEDB_HOST", database.host(),
                "TIMESCALEDB_PORT", String.valueOf(database.port()),
                "TIMESCALEDB_DATABASE", database.name(),
                "TIMESCALEDB_USER", ROLE,
                "TIMESCALEDB_PASSWORD", PASSWORD);
    }

    private static final String PASSWORD = UUID.randomUUID().toString();

    static void migrate(LocalDatabase database) {
        DatabaseMigration.migrate(owner(database), Map.of(ROLE, PASSWORD));
    }

    static DataSource owner(LocalDatabase database) {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(database.jdbcUrl());
        owner.setUser(database.user());
        owner.setPassword(database.password());
        return owner;
    }

    ApiClient client() {
        return client;
    }

    Feeder feeder() {
        return feeder;
    }

    ConfigurableApplicationContext service() {
        return service;
    }

    @Override
    public void close() {
        service.close();
        feeder.close();
    }

    /** Starts when it is first asked for. */
    private static final class Shared {
        private static final RunningApi INSTANCE = start();

        private static RunningApi start() {
            LocalDatabase database = DatabaseServer.shared().createDatabase();
            migrate(database);
            return RunningApi.start(LocalRedis.shared(), database, Map.of());
        }
    }
}
