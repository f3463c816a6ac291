package telegramgateway.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A RabbitMQ node. Its ports, users, durable queues and what it has confirmed survive {@link #stop()} and
 * {@link #kill()}; {@link #close()} and the end of the JVM delete them, unless they lie in a directory of the caller's.
 */
public final class LocalRabbit extends LocalServer {

    /** What to tell a person where {@link #isInstalled()} says no. */
    public static final String MISSING = "RabbitMQ is not installed: run bin/setup, or apt-get install rabbitmq-server";

    private static final String USER = "gateway";
    private static final int PROBE_TIMEOUT_MS = 500;
    private static final Duration CONTROL_LIMIT = Duration.ofSeconds(60);
    private static final byte[] PROTOCOL_HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final int METHOD_FRAME = 1;
    private static final int BELOW_CLAIMS = 12_000;

    private final int port;
    private final String password;
    private final RabbitFiles files;
    private final boolean temporary;

    /** Tells the node's tools where the node listens; every node has its own, so that none is left behind. */
    private @Nullable ServerProcess portMapper;

    private LocalRabbit(
            Path directory, boolean temporary, int port, String password, @Nullable RabbitMonitoring monitoring) {
        super("RabbitMQ");
        this.port = port;
        this.password = password;
        this.temporary = temporary;
        files = RabbitFiles.write(directory, port, nodePort(), LoopbackPort.claim(), USER, password, monitoring);
    }

    /** Whether it can be started here. */
    public static boolean isInstalled() {
        return ServerPrograms.RABBITMQ.isAvailable();
    }

    /**
     * A running node without queues, on a free port.
     *
     * @throws IllegalStateException when RabbitMQ is missing or does not come up; the message says what to do, or holds
     *     the end of the log
     */
    public static LocalRabbit start() {
        requireInstalled();
        return started(new LocalRabbit(
                TemporaryDirectory.create("rabbit"),
                true,
                LoopbackPort.claim(),
                UUID.randomUUID().toString(),
                null));
    }

    /**
     * A running node whose queues stay in this directory, with its management and its metrics where they are installed.
     *
     * @param directory exists, and others may pass through it and all above it when the caller is root
     * @param password of {@link #user()}, the same at every start
     */
    public static LocalRabbit start(Path directory, int port, String password, int managementPort, int metricsPort) {
        requireInstalled();
        RabbitMonitoring monitoring =
                RabbitMonitoring.isInstalled() ? new RabbitMonitoring(managementPort, metricsPort) : null;
        return started(new LocalRabbit(directory, false, port, password, monitoring));
    }

    private static void requireInstalled() {
        if (!isInstalled()) {
            throw new IllegalStateException(MISSING);
        }
    }

    /**
     * Where the node listens to its tools. It looks first whether the port is free on every address, which it is not
     * where a port is claimed; so this one lies as far below a claimed one as no claim is.
     */
    private static int nodePort() {
        int candidate = LoopbackPort.claim() - BELOW_CLAIMS;
        while (!isFreeEverywhere(candidate)) {
            candidate = LoopbackPort.claim() - BELOW_CLAIMS;
        }
        return candidate;
    }

    private static boolean isFreeEverywhere(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public int port() {
        return port;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** {@code amqp://127.0.0.1:PORT}, without user and password. */
    public URI uri() {
        return URI.create("amqp://127.0.0.1:" + port);
    }

    @Override
    synchronized ServerProcess launch() {
        ServerProcess mapper = portMapper;
        if (mapper == null || !mapper.isAlive()) {
            mapper = run(files.portMapper());
            portMapper = mapper;
            Readiness.await("epmd", mapper, () -> !LoopbackPort.isFree(files.portMapperPort()));
        }
        return run(files.server());
    }

    synchronized ServerProcess portMapper() {
        if (portMapper == null) {
            throw new IllegalStateException("not started");
        }
        return portMapper;
    }

    /**
     * Runs {@code rabbitmqctl} against the node, for what the protocol cannot do, such as raising an alarm.
     *
     * @return what it has written
     * @throws IllegalStateException when it fails; the message holds what it has written
     */
    public String control(String... words) {
        List<String> command = new ArrayList<>(List.of(files.control(), "--quiet"));
        command.addAll(List.of(words));
        Path log = files.newLog();
        int status = ServerPrograms.RABBITMQ.run(command, files.environment(), log, CONTROL_LIMIT);
        String written = ServerProcess.tail(log).strip();
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + status + ":\n" + written);
        }
        return written;
    }

    @Override
    synchronized void deleteFiles() {
        if (portMapper != null) {
            portMapper.kill();
        }
        if (temporary) {
            TemporaryDirectory.delete(files.directory());
        }
    }

    private ServerProcess run(List<String> command) {
        return ServerPrograms.RABBITMQ.start(command, files.environment(), files.log(), killSignal());
    }

    /** A node whose listener is up greets whoever speaks its protocol. */
    @Override
    boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_TIMEOUT_MS);
            socket.setSoTimeout(PROBE_TIMEOUT_MS);
            socket.getOutputStream().write(PROTOCOL_HEADER);
            return socket.getInputStream().read() == METHOD_FRAME;
        } catch (IOException e) {
            return false;
        }
    }
}
