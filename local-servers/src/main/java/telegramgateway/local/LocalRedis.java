package telegramgateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Redis in a process of its own, listening on 127.0.0.1 only, which keeps nothing on disk: stopped and started again
 * it has the same port and is empty. Safe for use by several threads.
 */
public final class LocalRedis implements AutoCloseable {

    private static final int PROBE_TIMEOUT_MS = 500;
    private static final String SERVER = "Redis";
    private static final Map<String, String> DEFAULTS = Map.of("save", "\"\"", "appendonly", "no");

    private final Path directory;
    private final int port;
    private @Nullable LocalProcess process;

    private LocalRedis(int port, Map<String, String> settings) {
        this.port = port;
        this.directory = TemporaryDirectory.create("redis");
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
        LocalRedis server = new LocalRedis(port, settings);
        try {
            server.restart();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The server that all tests of this JVM share; it is started by the first call and ends with the JVM. */
    public static LocalRedis shared() {
        return Shared.INSTANCE;
    }

    public int port() {
        return port;
    }

    /** {@code redis://127.0.0.1:PORT}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts the server again, empty, on the same port. */
    public synchronized void restart() {
        stop();
        LocalProcess started = LocalProcess.start(
                List.of(ServerBinaries.redisServer().toString(), configuration().toString()),
                Map.of(),
                directory.resolve("log"),
                ServerUser.privileges("KILL"));
        process = started;
        Readiness.await(SERVER, started, this::answers);
    }

    /** Ends the server in an orderly way. */
    public synchronized void stop() {
        if (process != null) {
            process.stop("TERM");
        }
    }

    /** Kills the server, as a crash does. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** The server's process; for its memory and for signals. */
    public synchronized LocalProcess process() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    @Override
    public void close() {
        kill();
        TemporaryDirectory.delete(directory);
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_TIMEOUT_MS);
            socket.setSoTimeout(PROBE_TIMEOUT_MS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
            // A server that asks for a password is up.
            return answer.equals("+PONG") || answer.equals("-NOAU");
        } catch (IOException e) {
            return false;
        }
    }

    private void writeConfiguration(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
        all.putAll(settings);
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

    private Path configuration() {
        return directory.resolve("redis.conf");
    }

    private Path data() {
        return directory.resolve("data");
    }

    /** Starts the shared server when it is first asked for. */
    private static final class Shared {
        private static final LocalRedis INSTANCE = start();
    }
}
