package telegramgateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A PostgreSQL. Its port and data survive {@link #stop()} and {@link #kill()}, which ends it without a checkpoint;
 * {@link #close()} and the end of the JVM delete them, unless they lie in a directory of the caller's.
 */
public final class LocalPostgres extends LocalServer implements DatabaseServer {

    private static final Duration INITDB_LIMIT = Duration.ofSeconds(60);
    private static final String SUPERUSER = "postgres";

    /** A test that waits for the disk tests the disk. */
    private static final Map<String, String> DEFAULTS = Map.of("fsync", "off");

    private final Path directory;
    private final boolean temporary;
    private final LocalDatabase maintenance;
    private final List<String> command;

    private LocalPostgres(Path directory, boolean temporary, int port, String password, Map<String, String> settings) {
        super("PostgreSQL");
        this.directory = directory;
        this.temporary = temporary;
        maintenance = new LocalDatabase("127.0.0.1", port, "postgres", SUPERUSER, password);
        command = command(port, settings);
    }

    /** A running server on a free port, tuned for tests: it does not wait for the disk. */
    public static LocalPostgres start() {
        return start(LoopbackPort.claim(), DEFAULTS);
    }

    /**
     * A running server on this port.
     *
     * @param settings names and values as in {@code postgresql.conf}
     * @throws IllegalStateException when it does not come up; the message holds the end of its log
     */
    public static LocalPostgres start(int port, Map<String, String> settings) {
        return start(new LocalPostgres(
                TemporaryDirectory.create("postgres"),
                true,
                port,
                UUID.randomUUID().toString(),
                settings));
    }

    /**
     * A running server whose data stays in this directory; the first start makes it.
     *
     * @param directory exists, and others may pass through it and all above it when the caller is root
     * @param password of the superuser, the same at every start
     */
    public static LocalPostgres start(Path directory, int port, String password, Map<String, String> settings) {
        return start(new LocalPostgres(directory, false, port, password, settings));
    }

    private static LocalPostgres start(LocalPostgres server) {
        try {
            server.initialize();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return started(server);
    }

    @Override
    public LocalDatabase maintenance() {
        return maintenance;
    }

    @Override
    public int port() {
        return maintenance.port();
    }

    @Override
    ServerProcess launch() {
        return ServerPrograms.POSTGRES.start(command, environment(), log(), killSignal());
    }

    /** Ends all sessions with the server. */
    @Override
    String stopSignal() {
        return "INT";
    }

    @Override
    String killSignal() {
        return "QUIT";
    }

    @Override
    void deleteFiles() {
        if (temporary) {
            TemporaryDirectory.delete(directory);
        }
    }

    @Override
    boolean answers() {
        try (Connection connection = maintenance.connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private void initialize() {
        if (Files.exists(directory.resolve("initialized"))) {
            return;
        }
        // Of a first start that was interrupted.
        TemporaryDirectory.delete(data());
        try {
            Files.deleteIfExists(directory.resolve("password"));
            Path passwordFile = ServerUser.own(Files.createFile(
                    directory.resolve("password"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
            Files.writeString(passwordFile, maintenance.password());
            ServerUser.own(Files.createDirectory(
                    data(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            if (ServerPrograms.POSTGRES.run(initdb(passwordFile), environment(), log(), INITDB_LIMIT) != 0) {
                throw new IllegalStateException("initdb failed:\n" + ServerProcess.tail(log()));
            }
            Files.delete(passwordFile);
            Files.createFile(directory.resolve("initialized"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + directory, e);
        }
    }

    private List<String> initdb(Path passwordFile) {
        return List.of(
                program("initdb"),
                "--pgdata=" + data(),
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync");
    }

    private List<String> command(int port, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("port", Integer.toString(port));
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", "");
        List<String> words = new ArrayList<>(List.of(program("postgres"), "-D", data().toString()));
        all.forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
        return words;
    }

    private static String program(String name) {
        return ServerPrograms.POSTGRES.program(name);
    }

    private static Map<String, String> environment() {
        return Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC");
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path log() {
        return directory.resolve("log");
    }
}
