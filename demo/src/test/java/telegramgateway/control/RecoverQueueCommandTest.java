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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command against a small HTTP server that answers as a gateway does. */
class RecoverQueueCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> requests = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private int status = 200;
    private Duration beginLimit = Duration.ofMinutes(1);
    private HttpServer gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("X-Gateway-Token"));
        byte[] answer = (answers.size() > 1 ? answers.remove() : answers.getFirst()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static String queue(String state, int recovered, int refused, int kept, String reason) {
        return """
                {"size":3,"bytes":900,"channels":{"-1001":2,"-1002":1},"recovery":
                 {"state":"%s","recovered":%d,"refused":%d,"kept":%d,"reason":"%s"}}
                """.formatted(state, recovered, refused, kept, reason);
    }

    private int run(String... args) {
        return run(gateway.getAddress().getPort(), args);
    }

    private int run(int port, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--url=http://127.0.0.1:" + port);
        return new RecoverQueueCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("GATEWAY_CONTROL_TOKEN", "right"),
                        new ProgressBar(
                                new PrintStream(out, true, StandardCharsets.UTF_8), false, InstantSource.system()),
                        beginLimit)
                .run(all.toArray(String[]::new));
    }

    @Test
    void followsTheRunToItsEndAndPrintsTheCounts() {
        answers.add(queue("waiting", 0, 0, 0, ""));
        answers.add(queue("running", 5, 0, 0, ""));
        answers.add(queue("done", 12, 1, 3, "it answered 500"));

        assertThat(run()).isEqualTo(RecoverQueueCommand.KEPT);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("12 recovered, 3 kept", "1 refused for good");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("it answered 500");
        assertThat(requests)
                .containsExactly(
                        "POST /failure-queue/recover right", "GET /failure-queue right", "GET /failure-queue right");
    }

    @Test
    void aGatewayThatDoesNotBeginIsNotWaitedForForEver() {
        beginLimit = Duration.ZERO;
        answers.add(queue("waiting", 0, 0, 0, ""));

        assertThat(run()).isEqualTo(RecoverQueueCommand.KEPT);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("has not begun within 0 s");
    }

    @Test
    void anEmptyQueueIsSuccess() {
        answers.add(queue("done", 0, 0, 0, ""));

        assertThat(run()).isEqualTo(RecoverQueueCommand.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("0 recovered, 0 kept\n");
    }

    @Test
    void aDryRunOnlyCounts() {
        answers.add(queue("none", 0, 0, 0, ""));

        assertThat(run("--dry-run")).isEqualTo(RecoverQueueCommand.DONE);
        assertThat(requests).containsExactly("GET /failure-queue right");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("2 messages  channel -1001", "3 waiting");
    }

    @Test
    void saysWhatIsWrong() {
        status = 404;
        answers.add("{\"error\":{\"code\":\"PUSH_IS_OFF\",\"message\":\"Nothing is pushed\"}}");
        assertThat(run()).isEqualTo(RecoverQueueCommand.REFUSED);
        gateway.stop(0);
        assertThat(run(gateway.getAddress().getPort())).isEqualTo(RecoverQueueCommand.REFUSED);
        assertThat(run("--wrong")).isEqualTo(RecoverQueueCommand.WRONG_USAGE);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Nothing is pushed", "No mtproto-native answers", "There is no option --wrong");
    }
}
