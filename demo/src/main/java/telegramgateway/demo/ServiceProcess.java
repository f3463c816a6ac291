package telegramgateway.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import telegramgateway.local.LocalProcess;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One of the three services as a child process, as production runs it: its jar, a bounded heap, its settings in the
 * environment. It can be started again after {@link #kill()} and {@link #close()}. Not safe for use by several threads.
 */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final int ENDED_BY_SIGTERM = 128 + 15;
    private static final List<String> HEAP = List.of("-Xmx256m");

    /** Compiles at once and never again: less memory, and less to do in a burst, for code that is slower by half. */
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    /**
     * TDLib needs the other part of its 500 MB. This collector needs no memory of its own beside the heap, this
     * compiler 75 MB less; most of the work is TDLib's.
     */
    private static final Map<String, List<String>> OPTIONS =
            Map.of("mtproto-native", List.of("-Xmx112m", "-XX:+UseSerialGC", QUICK_COMPILER));

    /**
     * The system property by which tests, which start services hundreds of times, save half of what a start costs. What
     * runs for long is slower then.
     */
    private static final String START_QUICKLY = "services.startQuickly";

    private final String name;
    private final int port;
    private final Path log;
    private final Map<String, String> environment;
    private final HttpClient http = HttpClient.newHttpClient();
    private boolean quick = Boolean.getBoolean(START_QUICKLY);
    private @Nullable LocalProcess process;
    private @Nullable ServiceProgram program;
    private long started;
    private Duration startUp = Duration.ZERO;
    private long peakMemoryBytes;

    /**
     * @param port on which the environment tells it to listen
     * @param environment its settings
     * @param directory of its log
     */
    public ServiceProcess(String name, int port, Map<String, String> environment, Path directory) {
        this.name = name;
        this.port = port;
        this.environment = Map.copyOf(environment);
        this.log = directory.resolve(name + ".log");
    }

    /** The next start is for long or for a measurement: as in production, whatever tests usually want. */
    public void compileWell() {
        quick = false;
    }

    /** Starts the service without waiting for it. */
    public void launch() {
        List<String> command = new ArrayList<>(List.of(
                ServiceProgram.javaCommand(), "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(OPTIONS.getOrDefault(name, HEAP));
        if (quick) {
            command.add(QUICK_COMPILER);
        }
        program = ServiceProgram.of(name);
        started = System.nanoTime();
        command.addAll(program.options());
        process = LocalProcess.start(command, environment, log);
    }

    /**
     * Starts the service and waits until it answers on its health endpoint, healthy or not.
     *
     * @throws DemoException with the end of its log when it does not
     */
    public void start() {
        launch();
        awaitStart();
    }

    /**
     * Waits until the service answers on its health endpoint, healthy or not.
     *
     * @throws DemoException with the end of its log when it does not
     */
    public void awaitStart() {
        while (health().isEmpty()) {
            startUp = Duration.ofNanos(System.nanoTime() - started);
            if (!running().isAlive()) {
                throw new DemoException(
                        name + " ended while starting:\n" + running().logTail());
            }
            if (startUp.compareTo(START_LIMIT) > 0) {
                throw new DemoException(name + " does not answer after " + START_LIMIT.toSeconds() + " s:\n"
                        + running().logTail());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        startUp = Duration.ofNanos(System.nanoTime() - started);
    }

    /**
     * Starts another command of the service's program with the service's settings, such as {@code audit}.
     *
     * @param log to which it prints
     */
    public LocalProcess command(List<String> arguments, Path log) {
        List<String> command =
                new ArrayList<>(List.of(ServiceProgram.javaCommand(), "--enable-native-access=ALL-UNNAMED", "-jar"));
        command.add(ServiceProgram.of(name).jar().toString());
        command.addAll(arguments);
        Map<String, String> quiet = new HashMap<>(environment);
        quiet.put("LOG_LEVEL", "ERROR");
        return LocalProcess.start(command, quiet, log);
    }

    /** {@code healthy}, {@code degraded} or {@code unhealthy}; empty when the service does not answer. */
    public String health() {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/health"))
                .timeout(ANSWER_LIMIT)
                .build();
        try {
            String body =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return JsonMapper.shared().readTree(body).path("status").asString("");
        } catch (IOException | JacksonException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while starting " + name + ".", e);
        }
    }

    public String name() {
        return name;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public long pid() {
        return running().pid();
    }

    public Path log() {
        return log;
    }

    /** From the start of the process to its first answer. */
    Duration startUp() {
        return startUp;
    }

    /** The most memory that any run of this service has held. */
    long peakMemoryBytes() {
        if (process != null) {
            peakMemoryBytes = Math.max(peakMemoryBytes, process.peakMemoryBytes());
        }
        return peakMemoryBytes;
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL. */
    public void kill() {
        peakMemoryBytes();
        running().kill();
        if (program != null) {
            program.dropRecorded();
        }
    }

    /** SIGTERM, and waits until it is gone. */
    @Override
    public void close() {
        if (process == null || program == null) {
            return;
        }
        peakMemoryBytes();
        process.close();
        if (process.awaitExit(Duration.ZERO) == ENDED_BY_SIGTERM) {
            program.keepRecorded();
        } else {
            program.dropRecorded();
        }
    }

    private LocalProcess running() {
        if (process == null) {
            throw new IllegalStateException(name + " has not been started");
        }
        return process;
    }
}
