package telegramgateway.mtproto.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telegramgateway.mtproto.remote.RunningGateway;
import telegramgateway.mtproto.session.LoginStep;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.mtproto.session.SessionStatus;
import telegramgateway.service.settings.Secret;

/** Against a small HTTP server that answers as a gateway does. */
class RemoteLoginTest {
    private static final String AWAITING_CODE =
            "{\"name\":\"user\",\"state\":\"awaiting_code\",\"connected\":false,\"remedy\":\"…\",\"qrLink\":\"\","
                    + "\"passwordHint\":\"\"}";
    private static final String READY = "{\"name\":\"user\",\"state\":\"ready\",\"connected\":true,\"remedy\":\"\","
            + "\"qrLink\":\"\",\"passwordHint\":\"\"}";

    private final List<String> requests = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private int status = 200;
    private HttpServer server;
    private RunningGateway running;
    private GatewaySessions gateway;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        running = new RunningGateway(address(), Optional.of(Secret.of("right")));
        gateway = new GatewaySessions(running);
    }

    @AfterEach
    void stop() {
        running.close();
        server.stop(0);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The last answer is given again and again. */
    private void answer(HttpExchange exchange) throws IOException {
        String entered = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("X-Gateway-Token") + " " + entered);
        byte[] body =
                (answers.size() > 1 ? answers.removeFirst() : answers.getFirst()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String all(String... sessions) {
        return "{\"sessions\":[" + String.join(",", sessions) + "]}";
    }

    @Test
    void findsTheSessionThatIsMeant() {
        answers.add(all(AWAITING_CODE, READY.replace("user", "bot")));
        assertThat(gateway.session(Optional.empty()))
                .contains(new SessionStatus("user", SessionState.AWAITING_CODE, false, "", ""));
        assertThat(gateway.session(Optional.of("bot")).map(SessionStatus::state))
                .contains(SessionState.READY);
        assertThatExceptionOfType(SessionException.class)
                .isThrownBy(() -> gateway.session(Optional.of("anna")))
                .satisfies(e -> assertThat(e.hint()).isEqualTo("It has: user, bot."));
        assertThat(requests).first().isEqualTo("GET /sessions right ");
    }

    @Test
    void findsNoneWhereTheSourceIsOffOrNobodyListens() {
        answers.add(all());
        assertThat(gateway.session(Optional.empty())).isEmpty();
        server.stop(0);
        assertThat(gateway.session(Optional.of("user"))).isEmpty();
    }

    @Test
    void handsAStepOverAndSeesWhatFollows() throws InterruptedException {
        answers.addAll(List.of(AWAITING_CODE, READY, AWAITING_CODE, READY));
        RemoteLogin login = new RemoteLogin(gateway, "user");
        SessionStatus before = login.status();

        login.take(LoginStep.EMAIL_CODE, "12\"3");

        assertThat(requests).last().isEqualTo("POST /sessions/user/email-code right {\"value\":\"12\\\"3\"}");
        assertThat(login.awaitOtherThan(before, Duration.ofMinutes(1)).state()).isEqualTo(SessionState.READY);
        assertThat(requests).hasSize(4);
    }

    @Test
    void stopsWaitingWhenNothingChanges() throws InterruptedException {
        answers.add(AWAITING_CODE);
        RemoteLogin login = new RemoteLogin(gateway, "user");
        assertThat(login.awaitOtherThan(login.status(), Duration.ZERO).state()).isEqualTo(SessionState.AWAITING_CODE);
    }

    @Test
    void saysWhatTheGatewaySaysAndNothingOfWhatWasEntered() {
        status = 409;
        answers.add("{\"success\":false,\"error\":{\"code\":\"LOGIN_REFUSED\",\"message\":\"The code is wrong.\","
                + "\"details\":{\"hint\":\"Look again.\"}}}");
        assertThatExceptionOfType(SessionException.class)
                .isThrownBy(() -> new RemoteLogin(gateway, "user").take(LoginStep.CODE, "98765"))
                .withMessage("The code is wrong.")
                .satisfies(e -> assertThat(e.hint()).isEqualTo("Look again."));
    }

    @Test
    void saysWhichSettingHoldsTheToken() {
        status = 401;
        answers.add("{}");
        assertThatExceptionOfType(SessionException.class)
                .isThrownBy(() -> gateway.session(Optional.empty()))
                .satisfies(e -> assertThat(e.hint()).contains("GATEWAY_CONTROL_TOKEN_FILE"));
    }

    @Test
    void saysWhenSomethingElseAnswers() {
        answers.add("<html>");
        assertThatExceptionOfType(SessionException.class)
                .isThrownBy(() -> gateway.session(Optional.empty()))
                .withMessageContaining("no mtproto-native");
        status = 500;
        assertThatExceptionOfType(SessionException.class)
                .isThrownBy(() -> gateway.session(Optional.empty()))
                .withMessageContaining("says 500");
    }

    @Test
    void saysWhenTheGatewayGoesInBetween() {
        server.stop(0);
        assertThatExceptionOfType(SessionException.class)
                .isThrownBy(() -> new RemoteLogin(gateway, "user").status())
                .withMessageContaining("No gateway answers");
    }
}
