package telegramgateway.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The programs of one kind of server, and what they run as, which is decided at the first use and then stays. Safe for
 * use by several threads.
 */
final class ServerPrograms {

    static final ServerPrograms POSTGRES = new ServerPrograms(
            "PostgreSQL",
            ContainerImage.POSTGRES,
            "postgres",
            InstalledProgram::ofPostgres,
            ServerBinaries::postgres,
            "PostgreSQL 15 or newer is not installed: apt-get install postgresql");

    static final ServerPrograms REDIS = new ServerPrograms(
            "Redis",
            ContainerImage.REDIS,
            "redis-server",
            InstalledProgram::ofRedis,
            ServerBinaries::redis,
            "Redis 6.2 or newer is not installed: apt-get install redis-server");

    static final ServerPrograms PGBOUNCER = new ServerPrograms(
            "PgBouncer", ContainerImage.PGBOUNCER, "pgbouncer", InstalledProgram::find, null, LocalPgBouncer.MISSING);

    static final ServerPrograms RABBITMQ = new ServerPrograms(
            "RabbitMQ",
            ContainerImage.RABBITMQ,
            "rabbitmq-server",
            InstalledProgram::ofRabbit,
            null,
            LocalRabbit.MISSING);

    /** The system property or environment variable that makes standard output say what each server runs as. */
    private static final String SHOW = "LOCAL_SERVERS_SHOW";

    private static final Duration VERSION_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final String image;
    private final String main;
    private final Function<String, Optional<Path>> installed;
    private final @Nullable Function<String, Path> embedded;
    private final String missing;
    private final Map<String, Optional<Path>> found = new ConcurrentHashMap<>();
    private @Nullable ServerKind kind;

    /**
     * @param main the server itself, installed only together with the rest
     * @param installed where a program of this name is
     * @param embedded where a program of this name is after it was unpacked from a library, if there is one
     * @param missing what to tell a person who needs it installed
     */
    private ServerPrograms(
            String name,
            String image,
            String main,
            Function<String, Optional<Path>> installed,
            @Nullable Function<String, Path> embedded,
            String missing) {
        this.name = name;
        this.image = image;
        this.main = main;
        this.installed = installed;
        this.embedded = embedded;
        this.missing = missing;
    }

    synchronized ServerKind kind() {
        if (kind == null) {
            kind = ServerKind.choose(
                    ServerKind.wanted(),
                    () -> DockerEngine.isUsable() && DockerEngine.has(image),
                    this::isInstalled,
                    embedded != null);
            if (Boolean.parseBoolean(System.getProperty(SHOW, System.getenv(SHOW)))) {
                System.out.println(name + " runs as " + kind.word());
            }
        }
        return kind;
    }

    /** Whether the server can be started here, as far as can be told before. */
    boolean isAvailable() {
        return kind() != ServerKind.PROCESSES || isInstalled();
    }

    private boolean isInstalled() {
        return installed(main).isPresent();
    }

    private Optional<Path> installed(String program) {
        return found.computeIfAbsent(program, installed);
    }

    /** Whether the server has this version or a newer one. */
    boolean isAtLeast(int major, int minor) {
        Path log = ServerUser.own(TemporaryDirectory.create("version")).resolve("log");
        run(List.of(program(main), "--version"), Map.of(), log, VERSION_LIMIT);
        return InstalledProgram.isAtLeast(ServerProcess.tail(log), major, minor);
    }

    /** How a command line names the program. */
    String program(String program) {
        return switch (kind()) {
            case CONTAINERS -> program;
            case PROCESSES ->
                installed(program)
                        .orElseThrow(() -> new IllegalStateException(missing))
                        .toString();
            case EMBEDDED ->
                Optional.ofNullable(embedded).orElseThrow().apply(program).toString();
        };
    }

    /** @param deathSignal what ends a process when this JVM has ended; containers are killed */
    ServerProcess start(List<String> command, Map<String, String> environment, Path log, String deathSignal) {
        return kind() == ServerKind.CONTAINERS
                ? LocalContainer.start(image, command, environment, log)
                : LocalProcess.start(command, environment, log, ServerUser.privileges(deathSignal));
    }

    /**
     * Runs a command to its end.
     *
     * @return its exit status
     * @throws IllegalStateException when it runs on after {@code limit}
     */
    int run(List<String> command, Map<String, String> environment, Path log, Duration limit) {
        return kind() == ServerKind.CONTAINERS
                ? LocalContainer.run(image, command, environment, log, limit)
                : LocalProcess.start(command, environment, log, ServerUser.privileges("KILL"))
                        .awaitExit(limit);
    }
}
