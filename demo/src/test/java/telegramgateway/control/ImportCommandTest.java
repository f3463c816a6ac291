package telegramgateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a small HTTP server that answers as a gateway does. */
class ImportCommandTest {

    private static final String TOKEN = "right";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> requests = new ArrayList<>();
    private String lastState = "done";
    private HttpServer gateway;
    private Path export;

    @BeforeEach
    void start() throws IOException {
        export = Files.writeString(directory.resolve("result.json"), "{}");
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void uploadsTheFileAndReportsWhatBecameOfIt() {
        assertThat(run("--export", export.toString(), "--zone", "Europe/Madrid"))
                .isEqualTo(ImportCommand.DONE);
        assertThat(requests.getFirst())
                .startsWith(
                        "POST /imports?mode=import&speed=max&dryRun=false&name=result.json&zone=Europe%2FMadrid {}");
        assertThat(requests).hasSize(3);
        assertThat(text(out))
                .contains("12 received", "9 accepted", "2 refused: service", "1 refused: stale", "A channel");
    }

    @Test
    void saysWhyAnImportFailed() {
        lastState = "failed";
        assertThat(run("--export", export.toString())).isEqualTo(ImportCommand.FAILED);
        assertThat(text(err)).contains("The import failed: truncated at byte 77");
    }

    @Test
    void saysThatTheTokenIsRefused() {
        assertThat(run(Map.of("GATEWAY_CONTROL_TOKEN", "wrong"), "--export", export.toString()))
                .isEqualTo(ImportCommand.REFUSED);
        assertThat(text(err)).contains("refuses the token").doesNotContain("wrong");
    }

    @Test
    void readsTheTokenFromAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        assertThat(run(Map.of("GATEWAY_CONTROL_TOKEN_FILE", file.toString()), "--export", export.toString()))
                .isEqualTo(ImportCommand.DONE);
    }

    @Test
    void saysThatNoGatewayAnswers() {
        gateway.stop(0);
        assertThat(run("--export", export.toString())).isEqualTo(ImportCommand.REFUSED);
        assertThat(text(err)).startsWith("No mtproto-native answers at http://127.0.0.1:");
    }

    @Test
    void explainsWrongUsage() {
        assertThat(run()).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run("--export", "missing.json")).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run("--export", export.toString(), "--zone", "Mars")).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run(Map.of(), "--export", export.toString())).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(text(err).lines())
                .containsExactly(
                        "--export FILE is missing; --help says more.",
                        "There is no readable file missing.json.",
                        "There is no time zone Mars.",
                        "Set GATEWAY_CONTROL_TOKEN, or GATEWAY_CONTROL_TOKEN_FILE to a readable file, to the gateway's"
                                + " token.");
    }

    private int run(String... args) {
        return run(Map.of("GATEWAY_CONTROL_TOKEN", TOKEN), args);
    }

    private int run(Map<String, String> environment, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--url", "http://127.0.0.1:" + gateway.getAddress().getPort()));
        ImportCommand command = new ImportCommand(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment);
        return command.run(all.toArray(String[]::new));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Gateway-Token"))) {
            respond(exchange, 401, "{}");
        } else if (exchange.getRequestMethod().equals("POST")) {
            respond(exchange, 202, "{\"id\":\"7\"}");
        } else {
            respond(exchange, 200, job(requests.size() < 3 ? "running" : lastState));
        }
    }

    private static String job(String state) {
        return """
                {"id":"7","state":"%s","received":12,"accepted":9,"unchanged":0,"stale":1,"rejected":{"service":2},
                 "bytesRead":5,"bytesTotal":10,"error":%s,
                 "chats":[{"channelId":-1001,"title":"A channel","type":"public_channel","messages":12}]}
                """.formatted(state, state.equals("failed") ? "\"truncated at byte 77\"" : "null");
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
