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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command against a small HTTP server that answers as a gateway does. */
class ForwardingCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> requests = new ArrayList<>();
    private HttpServer gateway;
    private int status = 200;
    private String answer = "{\"rules\":[]}";

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
        String entered = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + entered).strip());
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--url=http://127.0.0.1:" + gateway.getAddress().getPort());
        return new ForwardingCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("GATEWAY_CONTROL_TOKEN", "right"))
                .run(all.toArray(String[]::new));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void listsTheRulesAsATable() {
        answer = """
                {"rules":[{"id":1,"channelId":null,"destination":-1009,"filter":null,"enabled":true},
                          {"id":12,"channelId":-1001,"destination":-1009,"filter":"(?i)buy\\u001b","enabled":false}]}
                """;
        assertThat(run("list")).isEqualTo(ImportCommand.DONE);
        assertThat(requests).containsExactly("GET /forwarding-rules");
        assertThat(said().lines())
                .containsExactly(
                        "RULE  CHANNEL           DESTINATION       STATE  FILTER",
                        "1     every             -1009             on",
                        "12    -1001             -1009             off    (?i)buy");
    }

    @Test
    void saysHowToMakeTheFirst() {
        assertThat(run("list")).isEqualTo(ImportCommand.DONE);
        assertThat(said()).contains("Nothing is forwarded", "bin/forwarding add");
    }

    @Test
    void addsARuleForOneChannelOrForEvery() {
        answer = "{\"id\":7,\"channelId\":-1001,\"destination\":-1009,\"enabled\":true}";
        assertThat(run("add", "-1009", "--channel", "-1001", "--filter", "a|b")).isEqualTo(ImportCommand.DONE);
        assertThat(run("add", "-1009")).isEqualTo(ImportCommand.DONE);
        assertThat(requests)
                .containsExactly(
                        "POST /forwarding-rules {\"channelId\":-1001,\"destination\":-1009,\"filter\":\"a|b\"}",
                        "POST /forwarding-rules {\"channelId\":null,\"destination\":-1009,\"filter\":null}");
        assertThat(said()).contains("Rule 7", "from now on", "-1009");
    }

    @Test
    void removesARule() {
        answer = "{\"removed\":7}";
        assertThat(run("remove", "7")).isEqualTo(ImportCommand.DONE);
        assertThat(requests).containsExactly("DELETE /forwarding-rules/7");
    }

    @Test
    void saysWhatTheGatewayRefusesAndWhatToDo() {
        status = 400;
        answer =
                "{\"error\":{\"message\":\"The filter is no regular expression\",\"details\":{\"hint\":\"Mend it.\"}}}";
        assertThat(run("add", "-1009", "--filter", "(")).isEqualTo(ImportCommand.REFUSED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no regular expression", "Mend it.");
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThat(run()).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run("add")).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run("add", "@copies")).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run("add", "-1009", "--channel", "@signals")).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run("remove", "-1")).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run("list", "--filter", "x")).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(requests).isEmpty();
    }
}
