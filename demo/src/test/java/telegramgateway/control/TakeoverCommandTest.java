package telegramgateway.control;

import static org.assertj.core.api.Assertions.assertThat;

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
class TakeoverCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> requests = new ArrayList<>();
    private HttpServer gateway;
    private int status = 200;
    private String answer = "{\"taken\":{\"-1001\":3}}";

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Gateway-Token"));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private int run(String... arguments) {
        return new TakeoverCommand(new PrintStream(out), new PrintStream(err), Map.of("GATEWAY_CONTROL_TOKEN", "right"))
                .run(arguments);
    }

    private String url() {
        return "http://127.0.0.1:" + gateway.getAddress().getPort();
    }

    @Test
    void asksTheGatewayAndSaysWhatItTook() {
        assertThat(run("--channel", "-1001", "--url", url())).isEqualTo(ImportCommand.DONE);
        assertThat(requests).containsExactly("POST /takeover?channel=-1001 right");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("took channel -1001, epoch 3", "Import again");
    }

    @Test
    void saysWhenNothingIsToBeTaken() {
        answer = "{\"taken\":{}}";
        assertThat(run("--channel=all", "--url", url())).isEqualTo(ImportCommand.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Nothing to take");
    }

    @Test
    void refusesWhatIsNoChannelAndNamesWhatTheGatewayRefuses() {
        assertThat(run("--channel", "my channel")).isEqualTo(ImportCommand.WRONG_USAGE);
        assertThat(run()).isEqualTo(ImportCommand.WRONG_USAGE);
        status = 503;
        assertThat(run("--channel", "all", "--url", url())).isEqualTo(ImportCommand.REFUSED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("503");
    }
}
