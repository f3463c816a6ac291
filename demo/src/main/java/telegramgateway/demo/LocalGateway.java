package telegramgateway.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import telegramgateway.control.GatewayControl;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalPgBouncer;
import telegramgateway.local.LocalPostgres;
import telegramgateway.local.LocalRedis;
import telegramgateway.local.TemporaryDirectory;
import telegramgateway.message.database.DatabaseMigration;

/**
 * The whole gateway: an embedded PostgreSQL with the schema, an embedded Redis, and the three services, which are
 * started by {@link #startServices()} or one by one. {@link #close()} stops everything and deletes its files. Not safe
 * for use by several threads.
 */
public final class LocalGateway implements AutoCloseable {

    private static final String DATABASE = "telegram_gateway";
    private static final String OWNER = "telegram_gateway_owner";
    private static final String NATIVE_ROLE = "telegram_gateway_native";
    private static final String API_ROLE = "telegram_gateway_api";
    private static final String CONSUMER_ROLE = "tp_capital";

    private final GatewayPorts ports;
    private final GatewaySecrets secrets = GatewaySecrets.generate();
    private final Path directory = TemporaryDirectory.create("gateway");
    private final LocalPostgres postgres;
    private final @Nullable LocalPgBouncer pgBouncer;
    private final LocalRedis redis;
    private final ServiceProcess mtprotoNative;
    private final ServiceProcess gatewayApi;
    private final ServiceProcess tpCapitalConsumer;
    private final GatewayControl control;

    private LocalGateway(
            GatewayPorts ports, LocalPostgres postgres, @Nullable LocalPgBouncer pgBouncer, LocalRedis redis) {
        this.ports = ports;
        this.postgres = postgres;
        this.pgBouncer = pgBouncer;
        this.redis = redis;
        mtprotoNative = new ServiceProcess("mtproto-native", ports.mtprotoNative(), nativeSettings(), directory);
        gatewayApi = new ServiceProcess("gateway-api", ports.gatewayApi(), apiSettings(), directory);
        tpCapitalConsumer =
                new ServiceProcess("tp-capital-consumer", ports.tpCapitalConsumer(), consumerSettings(), directory);
        control = new GatewayControl(mtprotoNative.url(), secrets.controlToken());
    }

    /** Both servers run and the database has its schema; no service runs yet. */
    public static LocalGateway prepare(GatewayPorts ports) {
        return prepare(ports, false);
    }

    /** The same with a PgBouncer, on a free port, through which the services reach the database. */
    public static LocalGateway prepareBehindPgBouncer(GatewayPorts ports) {
        return prepare(ports, true);
    }

    private static LocalGateway prepare(GatewayPorts ports, boolean behindPgBouncer) {
        ports.requireFree();
        // As in production the database waits for its disk; tests of the store alone do not.
        LocalPostgres postgres = LocalPostgres.start(ports.postgres(), Map.of("fsync", "on"));
        try {
            LocalRedis redis = LocalRedis.start(ports.redis(), Map.of());
            LocalPgBouncer pgBouncer = behindPgBouncer ? LocalPgBouncer.start(postgres.maintenance()) : null;
            LocalGateway gateway = new LocalGateway(ports, postgres, pgBouncer, redis);
            gateway.migrate();
            return gateway;
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /**
     * Starts the three services at once and waits until each answers.
     *
     * @throws DemoException when one of them does not
     */
    public void startServices() {
        try {
            CompletableFuture.allOf(services().stream()
                            .map(service -> CompletableFuture.runAsync(service::start, Thread.ofVirtual()::start))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DemoException failed ? failed : e;
        }
    }

    public ServiceProcess mtprotoNative() {
        return mtprotoNative;
    }

    public ServiceProcess gatewayApi() {
        return gatewayApi;
    }

    public ServiceProcess tpCapitalConsumer() {
        return tpCapitalConsumer;
    }

    public List<ServiceProcess> services() {
        return List.of(mtprotoNative, gatewayApi, tpCapitalConsumer);
    }

    public LocalPostgres postgres() {
        return postgres;
    }

    public LocalRedis redis() {
        return redis;
    }

    /** The database, as its owner. */
    public LocalDatabase database() {
        return new LocalDatabase("127.0.0.1", ports.postgres(), DATABASE, OWNER, secrets.owner());
    }

    public GatewayControl control() {
        return control;
    }

    /** The key for gateway-api and for the signals of tp-capital-consumer. */
    public String apiKey() {
        return secrets.apiKey();
    }

    String controlToken() {
        return secrets.controlToken();
    }

    /** The folder with the services' logs and the journal. */
    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        control.close();
        CompletableFuture.allOf(services().stream()
                        .map(service -> CompletableFuture.runAsync(service::close, Thread.ofVirtual()::start))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        redis.close();
        if (pgBouncer != null) {
            pgBouncer.close();
        }
        postgres.close();
        TemporaryDirectory.delete(directory);
    }

    private void migrate() {
        try (Connection superuser = postgres.maintenance().connect();
                Statement statement = superuser.createStatement()) {
            statement.execute("CREATE ROLE " + OWNER + " LOGIN CREATEROLE PASSWORD '" + secrets.owner() + "'");
            statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
        } catch (SQLException e) {
            throw new DemoException("The database cannot be created: " + e.getMessage(), e);
        }
        LocalDatabase database = database();
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(database.jdbcUrl());
        owner.setUser(database.user());
        owner.setPassword(database.password());
        DatabaseMigration.migrate(
                owner,
                Map.of(
                        NATIVE_ROLE, secrets.nativeRole(),
                        API_ROLE, secrets.apiRole(),
                        CONSUMER_ROLE, secrets.consumerRole()));
    }

    private Map<String, String> nativeSettings() {
        Map<String, String> settings = storeSettings(NATIVE_ROLE, secrets.nativeRole());
        settings.put("GATEWAY_PORT", Integer.toString(ports.mtprotoNative()));
        settings.put("GATEWAY_CONTROL_TOKEN", secrets.controlToken());
        settings.put("GATEWAY_DATA_DIR", directory.resolve("mtproto-native").toString());
        if (pgBouncer != null) {
            settings.put("PGBOUNCER_STATS_USER", LocalPgBouncer.STATS_USER);
            settings.put("PGBOUNCER_STATS_PASSWORD", pgBouncer.statsPassword());
        }
        return settings;
    }

    private Map<String, String> apiSettings() {
        Map<String, String> settings = storeSettings(API_ROLE, secrets.apiRole());
        settings.put("TELEGRAM_GATEWAY_API_PORT", Integer.toString(ports.gatewayApi()));
        settings.put("TELEGRAM_GATEWAY_API_KEY", secrets.apiKey());
        return settings;
    }

    private Map<String, String> consumerSettings() {
        Map<String, String> settings = storeSettings(CONSUMER_ROLE, secrets.consumerRole());
        settings.put("TP_CAPITAL_PORT", Integer.toString(ports.tpCapitalConsumer()));
        settings.put("TP_CAPITAL_API_KEY", secrets.apiKey());
        settings.put("TP_CAPITAL_SIGNALS_CHANNEL_ID", "*");
        return settings;
    }

    private Map<String, String> storeSettings(String role, String password) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("TIMESCALEDB_HOST", "127.0.0.1");
        int databasePort = pgBouncer == null ? ports.postgres() : pgBouncer.port();
        settings.put("TIMESCALEDB_PORT", Integer.toString(databasePort));
        settings.put("TIMESCALEDB_DATABASE", DATABASE);
        settings.put("TIMESCALEDB_USER", role);
        settings.put("TIMESCALEDB_PASSWORD", password);
        settings.put("REDIS_URL", redis.url());
        return settings;
    }
}
