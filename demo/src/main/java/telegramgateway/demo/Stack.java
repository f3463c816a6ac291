package telegramgateway.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import telegramgateway.local.LocalPgBouncer;
import telegramgateway.local.LocalPostgres;
import telegramgateway.local.LocalRabbit;
import telegramgateway.local.LocalRedis;
import telegramgateway.local.LocalRedisSentinel;
import telegramgateway.local.LocalServer;
import telegramgateway.local.LoopbackPort;

/**
 * What {@code bin/stack up} leaves running: it starts the servers and the services on the design's ports, writes who
 * runs where to {@code processes}, and stops all of them in order when it is told to end (SIGTERM). What is stored lies
 * in one directory and is there again at the next start; Redis keeps nothing.
 */
public final class Stack {

    private static final int PGBOUNCER_PORT = 6434;
    private static final int REPLICA_PORT = 6380;
    private static final int SENTINEL_PORT = 26379;
    private static final int RABBIT_PORT = 5672;
    private static final int MANAGEMENT_PORT = 15672;
    private static final int METRICS_PORT = 15692;

    private final GatewayPorts ports = GatewayPorts.usual();
    private final Path directory;
    private final GatewaySecrets secrets;
    private final Deque<AutoCloseable> running = new ConcurrentLinkedDeque<>();
    private final List<String> processes = new ArrayList<>();

    private Stack(Path directory) throws IOException {
        this.directory = directory;
        secrets = GatewaySecrets.kept(directory.resolve("secrets"));
    }

    /** @param args the directory, which exists */
    public static void main(String[] args) throws InterruptedException {
        try {
            Stack stack = new Stack(Path.of(args[0]));
            Runtime.getRuntime().addShutdownHook(new Thread(stack::stop));
            stack.start();
        } catch (DemoException | IllegalStateException | IOException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private void start() throws IOException {
        requireFreePorts();
        say("Starting PostgreSQL, Redis and what stands before them ...");
        LocalPostgres postgres = server(
                "postgresql",
                LocalPostgres.start(folder("postgres"), ports.postgres(), secrets.servers(), Map.of("fsync", "on")));
        GatewaySchema.migrate(postgres.maintenance(), secrets);
        @Nullable LocalPgBouncer pgBouncer = pgBouncer(postgres);
        LocalRedisSentinel redis = redis();
        @Nullable LocalRabbit rabbit = rabbit();
        say("Starting mtproto-native, gateway-api and tp-capital-consumer ...");
        GatewayServices services =
                new GatewayServices(ports, secrets, folder("services"), pgBouncer, redis.url(), rabbit, Map.of());
        running.push(services);
        services.start();
        services.all().forEach(service -> note(service.name(), service.url().getPort(), service.pid()));
        publish();
        say("Everything is up.");
    }

    private @Nullable LocalPgBouncer pgBouncer(LocalPostgres postgres) {
        if (!LocalPgBouncer.isInstalled()) {
            say(LocalPgBouncer.MISSING + ". Until then the services reach PostgreSQL directly.");
            return null;
        }
        return server("pgbouncer", LocalPgBouncer.start(PGBOUNCER_PORT, postgres.maintenance(), Map.of()));
    }

    private LocalRedisSentinel redis() {
        LocalRedisSentinel redis =
                LocalRedisSentinel.start(ports.redis(), REPLICA_PORT, List.of(SENTINEL_PORT), Map.of(), Map.of());
        running.push(redis);
        LocalRedis sentinel = redis.sentinels().getFirst();
        note("redis", ports.redis(), redis.nodes().getFirst().process().pid());
        note("redis-replica", REPLICA_PORT, redis.nodes().getLast().process().pid());
        note("redis-sentinel", SENTINEL_PORT, sentinel.process().pid());
        return redis;
    }

    private @Nullable LocalRabbit rabbit() throws IOException {
        if (!LocalRabbit.isInstalled()) {
            say(LocalRabbit.MISSING + ". Until then there is no bus.");
            return null;
        }
        return server(
                "rabbitmq",
                LocalRabbit.start(folder("rabbitmq"), RABBIT_PORT, secrets.servers(), MANAGEMENT_PORT, METRICS_PORT));
    }

    private <T extends LocalServer> T server(String name, T server) {
        running.push(server);
        note(name, server.port(), server.process().pid());
        return server;
    }

    private void note(String name, int port, long pid) {
        processes.add(name + " " + port + " " + pid);
    }

    /** All at once, so that a reader sees either nothing or everything. */
    private void publish() throws IOException {
        Path unfinished = directory.resolve("processes.unfinished");
        Files.write(unfinished, processes);
        Files.move(unfinished, directory.resolve("processes"), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path folder(String name) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        return folder;
    }

    private void requireFreePorts() {
        Map<String, Integer> all = new LinkedHashMap<>(ports.byOwner());
        all.put("PgBouncer", PGBOUNCER_PORT);
        all.put("Redis's replica", REPLICA_PORT);
        all.put("Redis Sentinel", SENTINEL_PORT);
        all.put("RabbitMQ", RABBIT_PORT);
        all.put("RabbitMQ's management", MANAGEMENT_PORT);
        all.put("RabbitMQ's metrics", METRICS_PORT);
        all.forEach((owner, port) -> {
            if (!LoopbackPort.isFree(port)) {
                throw new DemoException(
                        "Port " + port + " is taken (" + owner + " needs it): stop what listens there.");
            }
        });
    }

    /** Last come, first gone: the services before what they stand on. */
    private void stop() {
        while (!running.isEmpty()) {
            AutoCloseable next = running.pop();
            try {
                if (next instanceof LocalServer server) {
                    server.stop();
                }
                next.close();
            } catch (Exception e) {
                say("Could not stop " + next + ": " + e);
            }
        }
        say("Everything has ended.");
    }

    private static void say(String sentence) {
        System.out.println(sentence);
    }
}
