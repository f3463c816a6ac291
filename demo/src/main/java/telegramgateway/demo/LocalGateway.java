package telegramgateway.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import telegramgateway.control.GatewayControl;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalPgBouncer;
import telegramgateway.local.LocalPostgres;
import telegramgateway.local.LocalRedis;
import telegramgateway.local.TemporaryDirectory;

/**
 * The whole gateway: an embedded PostgreSQL with the schema, an embedded Redis, and the three services, which are
 * started by {@link #startServices()} or one by one. {@link #close()} stops everything and deletes its files. Not safe
 * for use by several threads.
 */
public final class LocalGateway implements AutoCloseable {

    private final GatewayPorts ports;
    private final GatewaySecrets secrets = GatewaySecrets.generate();
    private final Path directory = TemporaryDirectory.create("gateway");
    private final LocalPostgres postgres;
    private final @Nullable LocalPgBouncer pgBouncer;
    private final LocalRedis redis;
    private final GatewayServices services;
    private final GatewayControl control;

    private LocalGateway(
            GatewayPorts ports,
            LocalPostgres postgres,
            @Nullable LocalPgBouncer pgBouncer,
            LocalRedis redis,
            Map<String, String> telegram) {
        this.ports = ports;
        this.postgres = postgres;
        this.pgBouncer = pgBouncer;
        this.redis = redis;
        services = new GatewayServices(ports, secrets, directory, pgBouncer, redis.url(), null, telegram);
        control = new GatewayControl(services.mtprotoNative().url(), secrets.controlToken());
    }

    /** Both servers run and the database has its schema; no service runs yet. */
    public static LocalGateway prepare(GatewayPorts ports) {
        return prepare(ports, false, Map.of());
    }

    /**
     * The same with Telegram as a source.
     *
     * @param telegram the settings for it of mtproto-native
     */
    public static LocalGateway prepareForTelegram(GatewayPorts ports, Map<String, String> telegram) {
        return prepare(ports, false, telegram);
    }

    /** The same with a PgBouncer, on a free port, through which the services reach the database. */
    public static LocalGateway prepareBehindPgBouncer(GatewayPorts ports) {
        return prepare(ports, true, Map.of());
    }

    private static LocalGateway prepare(GatewayPorts ports, boolean behindPgBouncer, Map<String, String> telegram) {
        ports.requireFree();
        // As in production the database waits for its disk; tests of the store alone do not.
        LocalPostgres postgres = LocalPostgres.start(ports.postgres(), Map.of("fsync", "on"));
        try {
            LocalRedis redis = LocalRedis.start(ports.redis(), Map.of());
            LocalPgBouncer pgBouncer = behindPgBouncer ? LocalPgBouncer.start(postgres.maintenance()) : null;
            LocalGateway gateway = new LocalGateway(ports, postgres, pgBouncer, redis, telegram);
            GatewaySchema.migrate(postgres.maintenance(), gateway.secrets);
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
        services.start();
    }

    public ServiceProcess mtprotoNative() {
        return services.mtprotoNative();
    }

    public ServiceProcess gatewayApi() {
        return services.gatewayApi();
    }

    public ServiceProcess tpCapitalConsumer() {
        return services.tpCapitalConsumer();
    }

    public List<ServiceProcess> services() {
        return services.all();
    }

    public LocalPostgres postgres() {
        return postgres;
    }

    public LocalRedis redis() {
        return redis;
    }

    /** The database, as its owner. */
    public LocalDatabase database() {
        return GatewaySchema.database(ports.postgres(), secrets);
    }

    public GatewayControl control() {
        return control;
    }

    /** The key for gateway-api and for the signals of tp-capital-consumer. */
    public String apiKey() {
        return secrets.apiKey();
    }

    /** What controllers of mtproto-native send. */
    public String controlToken() {
        return secrets.controlToken();
    }

    /** The folder with the services' logs and the journal. */
    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        control.close();
        services.close();
        redis.close();
        if (pgBouncer != null) {
            pgBouncer.close();
        }
        postgres.close();
        TemporaryDirectory.delete(directory);
    }
}
