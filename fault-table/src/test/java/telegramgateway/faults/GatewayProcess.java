package telegramgateway.faults;

import static org.awaitility.Awaitility.await;

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
import org.jspecify.annotations.Nullable;
import telegramgateway.local.LocalProcess;
import telegramgateway.local.LoopbackPort;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A {@link SourcedGateway} as a process of its own. Its settings may change from one start to the next. */
final class GatewayProcess implements AutoCloseable {
    static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static final String TOKEN = "token-of-the-fault-table";
    private static final int ENDED_BY_SIGTERM = 128 + 15;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final int port = LoopbackPort.claim();
    private final int sourcePort = LoopbackPort.claim();
    private final Path directory;
    private final Map<String, String> settings;
    private final Map<String, String> changed = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private List<String> wrapper = List.of();
    private @Nullable LocalProcess process;
    private GatewayClasses classes = new GatewayClasses();

    /** @param directory of its log and its data */
    GatewayProcess(Path directory, Map<String, String> settings) {
        this.directory = directory;
        this.settings = new HashMap<>(settings);
        this.settings.put("GATEWAY_PORT", Integer.toString(port));
        this.settings.put("GATEWAY_CONTROL_TOKEN", TOKEN);
        this.settings.put("GATEWAY_DATA_DIR", data().toString());
    }

    /** Changes a setting for the starts to come; null takes the change back. */
    void set(String name, @Nullable String value) {
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
    }

    /** A command that runs the starts to come, such as one that lies about the time; none takes it back. */
    void under(String... command) {
        wrapper = List.of(command);
    }

    Path data() {
        return directory.resolve("data");
    }

    Path log() {
        return directory.resolve("gateway.log");
    }

    URI source() {
        return URI.create("http://127.0.0.1:" + sourcePort);
    }

    /** Starts the process without waiting for it. */
    void launch() {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(changed);
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        classes = new GatewayClasses();
        command.addAll(classes.options());
        command.addAll(List.of(SourcedGateway.class.getName(), Integer.toString(sourcePort)));
        process = LocalProcess.start(command, environment, log());
    }

    /** Starts the process and waits until it takes observations. */
    void start() {
        launch();
        awaitStart();
    }

    void awaitStart() {
        LocalProcess started = process();
        await("the gateway to start: " + log()).atMost(START_LIMIT).until(() -> {
            if (!started.isAlive()) {
                throw new IllegalStateException("the gateway ended:\n" + started.logTail());
            }
            return !LoopbackPort.isFree(sourcePort);
        });
    }

    LocalProcess process() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    /** SIGKILL. */
    void kill() {
        process().kill();
    }

    /** What {@code GET /health} says of the whole; empty when it does not answer. */
    String health() {
        return get("/health").path("status").asString("");
    }

    /** What {@code GET /journal} says; a missing node when it does not answer. */
    JsonNode journal() {
        return get("/journal");
    }

    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
    }

    JsonNode post(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpRequest ready = request.timeout(ANSWER_LIMIT)
                    .header("X-Gateway-Token", TOKEN)
                    .build();
            return JsonMapper.shared()
                    .readTree(http.send(ready, HttpResponse.BodyHandlers.ofByteArray())
                            .body());
        } catch (IOException | JacksonException e) {
            return MissingNode.getInstance();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM, and waits until it is gone. */
    @Override
    public void close() {
        if (process != null) {
            process.close();
            if (process.awaitExit(Duration.ZERO) == ENDED_BY_SIGTERM) {
                classes.keep();
            }
        }
    }
}
