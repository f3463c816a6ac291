package telegramgateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The files of one RabbitMQ node, and its programs. Nothing of the machine's own RabbitMQ is read or written: neither
 * its configuration nor its Erlang cookie.
 */
final class RabbitFiles {

    private static final String LOOPBACK = "127.0.0.1";

    /** Erlang spins before it sleeps, and listens on every network for its own protocol. */
    private static final String ERLANG_OPTIONS =
            "+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}";

    private final Path directory;
    private final int port;
    private final int nodePort;
    private final int portMapperPort;

    private RabbitFiles(Path directory, int port, int nodePort, int portMapperPort) {
        this.directory = directory;
        this.port = port;
        this.nodePort = nodePort;
        this.portMapperPort = portMapperPort;
    }

    /**
     * @param nodePort where the node listens to its tools
     * @param portMapperPort where epmd tells them that port
     */
    static RabbitFiles write(
            Path directory,
            int port,
            int nodePort,
            int portMapperPort,
            String user,
            String password,
            @Nullable RabbitMonitoring monitoring) {
        RabbitFiles files = new RabbitFiles(directory, port, nodePort, portMapperPort);
        try {
            Files.setPosixFilePermissions(files.directory, PosixFilePermissions.fromString("rwx--x--x"));
            ServerUser.own(Files.createDirectories(files.data()));
            files.secret(
                    "rabbitmq.conf",
                    """
                    listeners.tcp.local = %s:%d
                    default_user = %s
                    default_pass = %s
                    disk_free_limit.absolute = 50MB
                    """.formatted(LOOPBACK, port, user, password)
                            + (monitoring == null ? "" : monitoring.configuration()));
            files.secret("environment.conf", "");
            files.secret("enabled_plugins", monitoring == null ? "[].\n" : monitoring.plugins());
            files.secretOnce("data/.erlang.cookie", UUID.randomUUID().toString().replace("-", ""));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + files.directory, e);
        }
        return files;
    }

    private void secret(String name, String content) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
        secretOnce(name, content);
    }

    /** Keeps what an earlier start has written. */
    private void secretOnce(String name, String content) throws IOException {
        if (Files.exists(directory.resolve(name))) {
            return;
        }
        Path file = Files.createFile(
                directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
        ServerUser.own(file);
    }

    Path directory() {
        return directory;
    }

    Path log() {
        return directory.resolve("log");
    }

    Path newLog() {
        return directory.resolve("log-" + UUID.randomUUID());
    }

    int portMapperPort() {
        return portMapperPort;
    }

    List<String> server() {
        return List.of(ServerPrograms.RABBITMQ.program("rabbitmq-server"));
    }

    String control() {
        return ServerPrograms.RABBITMQ.program("rabbitmqctl");
    }

    List<String> portMapper() {
        return List.of(
                ServerPrograms.RABBITMQ.program("epmd"),
                "-port",
                Integer.toString(portMapperPort),
                "-address",
                LOOPBACK);
    }

    Map<String, String> environment() {
        return Map.ofEntries(
                // Where Erlang looks for its cookie.
                Map.entry("HOME", data().toString()),
                Map.entry("LC_ALL", "C.UTF-8"),
                Map.entry("ERL_EPMD_PORT", Integer.toString(portMapperPort)),
                Map.entry("ERL_EPMD_ADDRESS", LOOPBACK),
                Map.entry("RABBITMQ_NODENAME", "telegram-" + port + "@localhost"),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(nodePort)),
                Map.entry(
                        "RABBITMQ_CONF_ENV_FILE",
                        directory.resolve("environment.conf").toString()),
                Map.entry(
                        "RABBITMQ_CONFIG_FILE",
                        directory.resolve("rabbitmq.conf").toString()),
                Map.entry(
                        "RABBITMQ_ADVANCED_CONFIG_FILE",
                        directory.resolve("advanced.config").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        directory.resolve("enabled_plugins").toString()),
                Map.entry(
                        "RABBITMQ_GENERATED_CONFIG_DIR",
                        data().resolve("config").toString()),
                Map.entry("RABBITMQ_MNESIA_BASE", data().resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", data().resolve("log").toString()),
                Map.entry("RABBITMQ_PID_FILE", data().resolve("pid").toString()),
                Map.entry("RABBITMQ_LOGS", "-"),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", ERLANG_OPTIONS),
                Map.entry("ERL_CRASH_DUMP_SECONDS", "0"),
                // The script replaces itself by the node then, so that signals reach it.
                Map.entry("RUNNING_UNDER_SYSTEMD", "true"));
    }

    private Path data() {
        return directory.resolve("data");
    }
}
