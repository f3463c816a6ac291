package telegramgateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

class ServiceShellTest {
    private static final String TOKEN = "a-token-of-the-test";
    private static ConfigurableApplicationContext service;
    private static int port;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        service = ServiceShell.start(SmallService.class, Map.of("GATEWAY_CONTROL_TOKEN", TOKEN), SmallService.SETTINGS);
        port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void healthNeedsNoToken() throws Exception {
        HttpResponse<String> answer = get("/health", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"status\":\"healthy\",\"telegram\":\"connected\",\"uptime\":")
                .containsPattern("\"timestamp\":\"[0-9T:.-]+Z\"}$");
    }

    @Test
    void metricsNeedNoTokenAndHaveBoundedLabels() throws Exception {
        get("/number/1", TOKEN);
        get("/no/such/path/77", TOKEN);
        http.send(
                request("/number/1", TOKEN)
                        .method("BREW", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String metrics = get("/metrics", "").body();
        assertThat(metrics)
                .contains("http_server_requests_seconds_bucket{")
                .contains("uri=\"/number/{number}\"")
                .doesNotContain("/no/such/path")
                .doesNotContain("BREW");
    }

    @ParameterizedTest
    @CsvSource({
        "/no/such/path, 404, NOT_FOUND",
        "/error, 404, NOT_FOUND",
        "/number/abc, 400, INVALID_REQUEST",
        "/trouble/store, 503, STORE_UNAVAILABLE",
        "/trouble/bug, 500, INTERNAL_ERROR",
        "/actuator, 404, NOT_FOUND",
        "/prometheus, 404, NOT_FOUND",
        "/env, 404, NOT_FOUND",
        "/trouble/%00, 400, BAD_REQUEST",
        "/trouble/a%2Fb, 400, BAD_REQUEST",
    })
    void errorsHaveOneForm(String path, int status, String code) throws Exception {
        HttpResponse<String> answer = get(path, TOKEN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body())
                .startsWith("{\"success\":false,\"error\":{\"code\":\"" + code + "\",\"message\":\"")
                .doesNotContain("secret-host");
    }

    @Test
    void aWrongMethodIsNamed() throws Exception {
        HttpResponse<String> answer =
                http.send(request("/number/1", TOKEN).DELETE().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).isPresent();
        assertThat(answer.body()).contains("METHOD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @CsvSource({"'', is missing", "wrong, holds a wrong value"})
    void withoutTheTokenNothingIsAnswered(String token, String reason) throws Exception {
        HttpResponse<String> answer = get("/number/1", token);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .contains("\"code\":\"UNAUTHORIZED\"")
                .contains(reason)
                .contains("\"hint\":");
    }

    @Test
    void aTokenInAnotherPathFormDoesNotOpenIt() throws Exception {
        assertThat(get("/health/../number/1", "").statusCode()).isNotEqualTo(200);
        assertThat(get("/health;x=/number/1", "").statusCode()).isNotEqualTo(200);
    }

    @Test
    void aStoreThatIsDownSaysWhenToAskAgain() throws Exception {
        HttpResponse<String> answer = get("/trouble/store", TOKEN);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(answer.body()).contains("\"reason\":\"database: no connection within 2s\"");
    }

    @Test
    void aRequestThatIsNoHttpGetsJsonToo() throws Exception {
        assertThat(raw("GET /health HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n"))
                .contains("HTTP/1.1 400");
        assertThat(raw("GET /number/%GG HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains("HTTP/1.1 400")
                .contains("{\"success\":false");
        assertThat(raw("GET /|{}^ HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains("HTTP/1.1 400")
                .contains("{\"success\":false")
                .doesNotContain("<html");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            byte[] start = new byte[4096];
            int length = in.readNBytes(start, 0, 12);
            length += Math.max(0, in.read(start, length, start.length - length));
            return new String(start, 0, length, StandardCharsets.ISO_8859_1);
        }
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return http.send(request(path, token).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return token.isEmpty() ? request : request.header("X-Gateway-Token", token);
    }
}
