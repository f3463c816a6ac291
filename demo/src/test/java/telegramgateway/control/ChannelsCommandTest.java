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
class ChannelsCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> requests = new ArrayList<>();
    private HttpServer gateway;
    private int status = 200;
    private String answer = "{\"channels\":[]}";

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
        requests.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("X-Gateway-Token") + " " + entered)
                .strip());
        if (!entered.isEmpty()) {
            // Else Spring refuses it.
            assertThat(exchange.getRequestHeaders().getFirst("Content-Type")).isEqualTo("application/json");
        }
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int run(String... arguments) {
        return new ChannelsCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("GATEWAY_CONTROL_TOKEN", "right"))
                .run(arguments);
    }

    private String url() {
        return "http://127.0.0.1:" + gateway.getAddress().getPort();
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void listsTheChannelsAsATable() {
        answer = """
                {"channels":[{"channelId":-1001,"title":"Sinais \\u001b[2J","username":"sinais_vip","type":"public_channel"},
                             {"channelId":-1002,"title":null,"username":null,"type":null}]}
                """;
        assertThat(run("list", "--url", url())).isEqualTo(ImportCommand.DONE);
        assertThat(requests).containsExactly("GET /channels right");
        assertThat(said().lines())
                .containsExactly(
                        "ID                NAME         KIND               TITLE",
                        "-1001             @sinais_vip  public_channel     Sinais  [2J",
                        "-1002");
    }

    @Test
    void saysHowToRegisterTheFirst() {
        assertThat(run("list", "--url", url())).isEqualTo(ImportCommand.DONE);
        assertThat(said()).contains("nothing is received", "bin/channels add @NAME");
    }

    @Test
    void registersAChannelByItsName() {
        answer = "{\"channelId\":-1001,\"title\":\"Sinais\",\"username\":\"sinais\",\"type\":\"channel\"}";
        assertThat(run("add", "@sinais", "--url", url())).isEqualTo(ImportCommand.DONE);
        assertThat(requests).containsExactly("POST /channels right {\"channel\":\"@sinais\"}");
        assertThat(said()).contains("Registered -1001 @sinais.", "from now on");
    }

    @Test
    void removesAChannelAndSaysWhatStays() {
        answer = "{\"removed\":-1001}";
        assertThat(run("remove", "-1001", "--url=" + url())).isEqualTo(ImportCommand.DONE);
        assertThat(requests).containsExactly("DELETE /channels/-1001 right");
        assertThat(said()).contains("-1001", "what is stored stays");
    }

    @Test
    void saysWhatTheGatewayRefusesAndWhatToDo() {
        status = 409;
        answer = "{\"error\":{\"message\":\"Telegram refuses @nobody: USERNAME_NOT_OCCUPIED\","
                + "\"details\":{\"hint\":\"Check the name.\"}}}";
        assertThat(run("add", "@nobody", "--url", url())).isEqualTo(ImportCommand.REFUSED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("USERNAME_NOT_OCCUPIED", "Check the name.");
    }

    @Test
    void refusesWhatIsNoChannel() {
        assertThat(run()).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run("add")).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run("add", "sinais")).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run("add", "--url", url())).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run("remove", "@sinais")).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run("list", "-1001", "--url", url())).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(requests).isEmpty();
    }
}
