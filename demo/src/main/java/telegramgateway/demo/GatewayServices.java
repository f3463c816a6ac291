package telegramgateway.demo;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import telegramgateway.local.LocalPgBouncer;
import telegramgateway.local.LocalRabbit;

/** The three services with their settings for servers on this machine. Not safe for use by several threads. */
final class GatewayServices implements AutoCloseable {

    private final GatewayPorts ports;
    private final GatewaySecrets secrets;
    private final Path directory;
    private final @Nullable LocalPgBouncer pgBouncer;
    private final String redisUrl;
    private final @Nullable LocalRabbit rabbit;
    private final ServiceProcess mtprotoNative;
    private final ServiceProcess gatewayApi;
    private final ServiceProcess tpCapitalConsumer;

    /**
     * @param directory of logs and journal
     * @param pgBouncer the way to the database; null for the direct one
     * @param rabbit null for a gateway without a bus
     * @param telegram settings of mtproto-native for Telegram as a source; empty for none
     */
    GatewayServices(
            GatewayPorts ports,
            GatewaySecrets secrets,
            Path directory,
            @Nullable LocalPgBouncer pgBouncer,
            String redisUrl,
            @Nullable LocalRabbit rabbit,
            Map<String, String> telegram) {
        this.ports = ports;
        this.secrets = secrets;
        this.directory = directory;
        this.pgBouncer = pgBouncer;
        this.redisUrl = redisUrl;
        this.rabbit = rabbit;
        mtprotoNative =
                new ServiceProcess("mtproto-native", ports.mtprotoNative(), nativeSettings(telegram), directory);
        gatewayApi = new ServiceProcess("gateway-api", ports.gatewayApi(), apiSettings(), directory);
        tpCapitalConsumer =
                new ServiceProcess("tp-capital-consumer", ports.tpCapitalConsumer(), consumerSettings(), directory);
    }

    /**
     * Starts the three services at once and waits until each answers.
     *
     * @throws DemoException when one of them does not
     */
    void start() {
        try {
            CompletableFuture.allOf(all().stream()
                            .map(service -> CompletableFuture.runAsync(service::start, Thread.ofVirtual()::start))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DemoException failed ? failed : e;
        }
    }

    ServiceProcess mtprotoNative() {
        return mtprotoNative;
    }

    ServiceProcess gatewayApi() {
        return gatewayApi;
    }

    ServiceProcess tpCapitalConsumer() {
        return tpCapitalConsumer;
    }

    List<ServiceProcess> all() {
        return List.of(mtprotoNative, gatewayApi, tpCapitalConsumer);
    }

    @Override
    public void close() {
        CompletableFuture.allOf(all().stream()
                        .map(service -> CompletableFuture.runAsync(service::close, Thread.ofVirtual()::start))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private Map<String, String> nativeSettings(Map<String, String> telegram) {
        Map<String, String> settings = storeSettings(GatewaySchema.NATIVE_ROLE, secrets.nativeRole());
        settings.putAll(telegram);
        settings.put("GATEWAY_PORT", Integer.toString(ports.mtprotoNative()));
        settings.put("GATEWAY_CONTROL_TOKEN", secrets.controlToken());
        settings.put("GATEWAY_DATA_DIR", directory.resolve("mtproto-native").toString());
        if (pgBouncer != null) {
            settings.put("PGBOUNCER_STATS_USER", LocalPgBouncer.STATS_USER);
            settings.put("PGBOUNCER_STATS_PASSWORD", pgBouncer.statsPassword());
        }
        if (rabbit != null) {
            settings.put("RABBITMQ_ENABLED", "true");
            addRabbit(settings, rabbit);
        }
        return settings;
    }

    private Map<String, String> apiSettings() {
        Map<String, String> settings = storeSettings(GatewaySchema.API_ROLE, secrets.apiRole());
        settings.put("TELEGRAM_GATEWAY_API_PORT", Integer.toString(ports.gatewayApi()));
        settings.put("TELEGRAM_GATEWAY_API_KEY", secrets.apiKey());
        return settings;
    }

    private Map<String, String> consumerSettings() {
        Map<String, String> settings = storeSettings(GatewaySchema.CONSUMER_ROLE, secrets.consumerRole());
        settings.put("TP_CAPITAL_PORT", Integer.toString(ports.tpCapitalConsumer()));
        settings.put("TP_CAPITAL_API_KEY", secrets.apiKey());
        settings.put("TP_CAPITAL_SIGNALS_CHANNEL_ID", "*");
        if (rabbit != null) {
            settings.put("TP_CAPITAL_QUEUE_MODE", "hybrid");
            addRabbit(settings, rabbit);
        }
        return settings;
    }

    private static void addRabbit(Map<String, String> settings, LocalRabbit rabbit) {
        settings.put("RABBITMQ_URL", rabbit.uri().toString());
        settings.put("RABBITMQ_USERNAME", rabbit.user());
        settings.put("RABBITMQ_PASSWORD", rabbit.password());
    }

    private Map<String, String> storeSettings(String role, String password) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("TIMESCALEDB_HOST", "127.0.0.1");
        int databasePort = pgBouncer == null ? ports.postgres() : pgBouncer.port();
        settings.put("TIMESCALEDB_PORT", Integer.toString(databasePort));
        settings.put("TIMESCALEDB_DATABASE", GatewaySchema.DATABASE);
        settings.put("TIMESCALEDB_USER", role);
        settings.put("TIMESCALEDB_PASSWORD", password);
        settings.put("REDIS_URL", redisUrl);
        return settings;
    }
}
