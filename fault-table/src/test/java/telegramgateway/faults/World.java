package telegramgateway.faults;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import telegramgateway.demo.ServiceProcess;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalPgBouncer;
import telegramgateway.local.LocalPostgres;
import telegramgateway.local.LocalRabbit;
import telegramgateway.local.LocalRedis;
import telegramgateway.local.LoopbackPort;
import telegramgateway.local.TemporaryDirectory;
import telegramgateway.local.network.LocalProxy;
import telegramgateway.message.database.DatabaseMigration;

/**
 * The whole system on real servers: PostgreSQL behind PgBouncer, Redis behind one proxy per service, RabbitMQ, and the
 * three services as processes.
 */
final class World implements AutoCloseable {
    static final String DATABASE = "telegram_gateway";
    static final String NATIVE_ROLE = "telegram_gateway_native";

    /** The name of tp-capital-consumer's queue. */
    static final String CONSUMER_QUEUE = "tp-capital";

    private static final String OWNER = "telegram_gateway_owner";
    private static final String API_ROLE = "telegram_gateway_api";
    private static final String CONSUMER_ROLE = "tp_capital";

    private final Path directory = TemporaryDirectory.create("faults");
    private final String password = UUID.randomUUID().toString();
    private final String apiKey = UUID.randomUUID().toString();
    final LocalPostgres postgres = LocalPostgres.start(LoopbackPort.claim(), Map.of("fsync", "on"));
    final LocalRedis redis = LocalRedis.start();
    final @Nullable LocalRabbit rabbit = LocalRabbit.isInstalled() ? LocalRabbit.start() : null;
    final LocalPgBouncer pgBouncer;
    final LocalProxy gatewaysDatabase;
    private final @Nullable LocalProxy gatewaysBroker;
    final LocalProxy gatewaysRedis = LocalProxy.to(redis.port());
    final LocalProxy apisRedis = LocalProxy.to(redis.port());
    final LocalProxy consumersRedis = LocalProxy.to(redis.port());
    final Arrivals published = new Arrivals();
    final Arrivals pushed = new Arrivals();
    final PushEndpoint endpoint = new PushEndpoint(pushed);
    final LocalProxy endpointsNetwork = LocalProxy.to(endpoint.port());
    final GatewayProcess gateway;
    final ServiceProcess api;
    final ServiceProcess consumer;
    private final @Nullable Subscriber subscriber;
    private boolean pushing;

    World() {
        migrate();
        pgBouncer = LocalPgBouncer.start(postgres.maintenance());
        gatewaysDatabase = LocalProxy.to(pgBouncer.port());
        gatewaysBroker = rabbit == null ? null : LocalProxy.to(rabbit.port());
        Map<String, String> throughProxies = gatewaySettings(gatewaysRedis);
        throughProxies.put("TIMESCALEDB_PORT", Integer.toString(gatewaysDatabase.port()));
        if (gatewaysBroker != null) {
            throughProxies.put("RABBITMQ_URL", "amqp://127.0.0.1:" + gatewaysBroker.port());
        }
        gateway = new GatewayProcess(directory, throughProxies);
        api = apiService();
        consumer = consumerService(Map.of());
        subscriber = rabbit == null ? null : new Subscriber(rabbit, published);
        // They run through many rows.
        api.compileWell();
        consumer.compileWell();
        gateway.launch();
        api.launch();
        consumer.launch();
        gateway.awaitStart();
        api.awaitStart();
        consumer.awaitStart();
    }

    /** The settings of a gateway that uses these servers. */
    Map<String, String> gatewaySettings(LocalProxy redisProxy) {
        Map<String, String> settings = storeSettings(NATIVE_ROLE, redisProxy);
        LocalRabbit broker = rabbit;
        if (broker != null) {
            settings.put("RABBITMQ_ENABLED", "true");
            settings.putAll(brokerSettings(broker));
            settings.put("RABBITMQ_CONSUMERS", Subscriber.NAME);
        }
        return settings;
    }

    /** Everything that mtproto-native reaches its servers by. */
    List<LocalProxy> gatewaysNetwork() {
        List<LocalProxy> network = new ArrayList<>(List.of(gatewaysRedis, gatewaysDatabase));
        if (gatewaysBroker != null) {
            network.add(gatewaysBroker);
        }
        return network;
    }

    private ServiceProcess apiService() {
        int port = LoopbackPort.claim();
        Map<String, String> settings = storeSettings(API_ROLE, apisRedis);
        settings.put("TELEGRAM_GATEWAY_API_PORT", Integer.toString(port));
        settings.put("TELEGRAM_GATEWAY_API_KEY", apiKey);
        // Its pollers ask as fast as they are answered, all of them with one key.
        settings.put("TELEGRAM_GATEWAY_API_RATE_LIMIT", "0");
        return new ServiceProcess("gateway-api", port, settings, directory);
    }

    private ServiceProcess consumerService(Map<String, String> more) {
        int port = LoopbackPort.claim();
        Map<String, String> settings = storeSettings(CONSUMER_ROLE, consumersRedis);
        settings.put("TP_CAPITAL_PORT", Integer.toString(port));
        settings.put("TP_CAPITAL_API_KEY", apiKey);
        settings.put("TP_CAPITAL_SIGNALS_CHANNEL_ID", "*");
        settings.putAll(more);
        return new ServiceProcess("tp-capital-consumer", port, settings, directory);
    }

    /** A tp-capital-consumer that takes the queue's messages only. */
    ServiceProcess consumerOfTheQueue() {
        Map<String, String> settings = brokerSettings(broker());
        settings.put("TP_CAPITAL_QUEUE_MODE", "true");
        return consumerService(settings);
    }

    /** A tp-capital-consumer that gets what is pushed only: its queue is away. */
    ServiceProcess consumerOfThePush() {
        return consumerService(Map.of(
                "TP_CAPITAL_QUEUE_MODE",
                "true",
                "RABBITMQ_URL",
                "amqp://127.0.0.1:" + LoopbackPort.claim(),
                "GATEWAY_SECRET_TOKEN",
                PushEndpoint.TOKEN,
                "TP_CAPITAL_INGEST_RATE_LIMIT_MAX",
                "1000000"));
    }

    /** Lets the gateway publish for these consumers from now on. */
    void publishFor(String consumers) {
        gateway.set("RABBITMQ_CONSUMERS", consumers);
        gateway.close();
        gateway.start();
    }

    void deleteConsumersQueue() {
        broker().control("delete_queue", "telegram.consumer." + CONSUMER_QUEUE);
    }

    private static Map<String, String> brokerSettings(LocalRabbit broker) {
        Map<String, String> settings = new HashMap<>();
        settings.put("RABBITMQ_URL", broker.uri().toString());
        settings.put("RABBITMQ_USERNAME", broker.user());
        settings.put("RABBITMQ_PASSWORD", broker.password());
        return settings;
    }

    private Map<String, String> storeSettings(String role, LocalProxy redisProxy) {
        Map<String, String> settings = new HashMap<>();
        settings.put("TIMESCALEDB_HOST", "127.0.0.1");
        settings.put("TIMESCALEDB_PORT", Integer.toString(pgBouncer.port()));
        settings.put("TIMESCALEDB_DATABASE", DATABASE);
        settings.put("TIMESCALEDB_USER", role);
        settings.put("TIMESCALEDB_PASSWORD", password);
        settings.put("REDIS_URL", "redis://127.0.0.1:" + redisProxy.port());
        return settings;
    }

    private void migrate() {
        sql(postgres.maintenance(), "CREATE ROLE " + OWNER + " LOGIN CREATEROLE PASSWORD '" + password + "'");
        sql(postgres.maintenance(), "CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(database().jdbcUrl());
        owner.setUser(OWNER);
        owner.setPassword(password);
        DatabaseMigration.migrate(owner, Map.of(NATIVE_ROLE, password, API_ROLE, password, CONSUMER_ROLE, password));
    }

    /** The database as its owner, past the pool. */
    LocalDatabase database() {
        return new LocalDatabase("127.0.0.1", postgres.port(), DATABASE, OWNER, password);
    }

    /** The database as the server's superuser, past the pool. */
    LocalDatabase superuser() {
        LocalDatabase maintenance = postgres.maintenance();
        return new LocalDatabase("127.0.0.1", postgres.port(), DATABASE, maintenance.user(), maintenance.password());
    }

    static void sql(LocalDatabase database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** The one value that a query answers. */
    String text(String sql) throws SQLException {
        try (Connection connection = superuser().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    /** The broker, in rows that skip where there is none. */
    LocalRabbit broker() {
        return requireNonNull(rabbit);
    }

    Subscriber subscriber() {
        return requireNonNull(subscriber);
    }

    /** Switches the push on, which begins with what is accepted from then on, with short tries. */
    void pushOn() {
        if (!pushing) {
            pushing = true;
            pushTo(endpointsNetwork.port());
        }
    }

    /** Lets the gateway push to whatever listens there. */
    void pushTo(int port) {
        gateway.set("API_ENDPOINT", PushEndpoint.address(port).toString());
        gateway.set("API_SECRET_TOKEN", PushEndpoint.TOKEN);
        gateway.set("API_TIMEOUT", "1s");
        gateway.set("RETRY_DELAY_MS", "200");
        gateway.close();
        gateway.start();
    }

    /** Switches the push off: what it has had is forgotten. */
    void pushOff() {
        pushing = false;
        gateway.set("API_ENDPOINT", null);
        gateway.close();
        gateway.start();
    }

    boolean isPushing() {
        return pushing;
    }

    Poller poller(List<Long> channels) {
        return new Poller(api.url(), apiKey, channels);
    }

    Path directory() {
        return directory;
    }

    boolean isHealthy() {
        return gateway.health().equals("healthy")
                && api.health().equals("healthy")
                && consumer.health().equals("healthy");
    }

    @Override
    public void close() {
        gateway.close();
        api.close();
        consumer.close();
        if (subscriber != null) {
            subscriber.close();
        }
        if (rabbit != null) {
            rabbit.close();
        }
        endpoint.close();
        gatewaysNetwork().forEach(LocalProxy::close);
        List.of(apisRedis, consumersRedis, endpointsNetwork).forEach(LocalProxy::close);
        redis.close();
        pgBouncer.close();
        postgres.close();
        TemporaryDirectory.delete(directory);
    }
}
