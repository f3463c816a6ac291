package telegramgateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Redis that keeps nothing on disk: stopped and started again it has the same port and is empty. It remembers only
 * which master it follows, which Sentinel may have changed.
 */
public final class LocalRedis extends LocalServer {

    private static final Map<String, String> NOTHING_ON_DISK = Map.of("save", "\"\"", "appendonly", "no");

    private final Path directory;
    private final int port;
    private final List<String> mode;
    private final @Nullable String password;

    private LocalRedis(String name, int port, List<String> mode, Map<String, String> settings) {
        super(name);
        this.port = port;
        this.mode = mode;
        password = settings.get("requirepass");
        directory = TemporaryDirectory.create("redis");
        writeConfiguration(settings);
    }

    /** A running, empty server on a free port. */
    public static LocalRedis start() {
        return start(Map.of());
    }

    /**
     * A running, empty server on a free port.
     *
     * @param settings names and values as in {@code redis.conf}: {@code maxmemory 10mb}, {@code replicaof 127.0.0.1
     *     6379}
     */
    public static LocalRedis start(Map<String, String> settings) {
        return start(LoopbackPort.claim(), settings);
    }

    /**
     * A running, empty server on this port.
     *
     * @throws IllegalStateException when it does not come up; the message holds the end of its log
     */
    public static LocalRedis start(int port, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(NOTHING_ON_DISK);
        all.putAll(settings);
        return started(new LocalRedis("Redis", port, List.of(), all));
    }

    /**
     * A running Sentinel on this port.
     *
     * @param settings names and values as in {@code sentinel.conf}: {@code sentinel monitor}, {@code mymaster 127.0.0.1
     *     6379 2}
     */
    static LocalRedis startSentinel(int port, Map<String, String> settings) {
        return started(new LocalRedis("Redis Sentinel", port, List.of("--sentinel"), settings));
    }

    /** The server that all tests of this JVM share; it is started by the first call and ends with the JVM. */
    public static LocalRedis shared() {
        return Shared.INSTANCE;
    }

    @Override
    public int port() {
        return port;
    }

    /** {@code redis://127.0.0.1:PORT}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /**
     * Runs a command, with the server's own password if it has one.
     *
     * @return the reply as text, a list's elements in lines; an error begins with {@code -} and its code
     * @throws UncheckedIOException when the server does not answer
     */
    public String ask(String... command) {
        try (RedisSocket socket = new RedisSocket(port)) {
            if (password != null) {
                socket.ask("AUTH", password);
            }
            return socket.ask(command);
        } catch (IOException e) {
            throw new UncheckedIOException("Redis on port " + port + " does not answer", e);
        }
    }

    @Override
    ServerProcess launch() {
        List<String> command = new ArrayList<>(List.of(
                ServerPrograms.REDIS.program("redis-server"), configuration().toString()));
        command.addAll(mode);
        return ServerPrograms.REDIS.start(command, Map.of(), directory.resolve("log"), killSignal());
    }

    @Override
    boolean answers() {
        try {
            return ask("PING").equals("PONG");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Override
    void deleteFiles() {
        TemporaryDirectory.delete(directory);
    }

    private void writeConfiguration(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("port", Integer.toString(port));
        all.put("bind", "127.0.0.1");
        all.put("dir", data().toString());
        String lines = all.entrySet().stream()
                .map(setting -> setting.getKey() + " " + setting.getValue() + "\n")
                .collect(Collectors.joining());
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            ServerUser.own(Files.createDirectory(data()));
            Files.writeString(ServerUser.own(Files.createFile(configuration(), onlyOwner)), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + directory, e);
        }
    }

    /** In the server's own directory: Sentinel writes it anew, its own and those of the servers that it watches. */
    private Path configuration() {
        return data().resolve("redis.conf");
    }

    private Path data() {
        return directory.resolve("data");
    }

    /** Starts the shared server when it is first asked for. */
    private static final class Shared {
        private static final LocalRedis INSTANCE = start();
    }
}
