package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests that no proper client sends, byte by byte: the answer is 4xx with a code and a hint, never 5xx. */
class MalformedRequestsIT {
    private static final RunningApi API = RunningApi.shared();
    private static final String POLL = "/api/v1/messages/poll/-1006000000001";

    static Stream<String> targets() {
        return Stream.of(
                POLL + "?limit=%GG",
                POLL + "?limit=%",
                POLL + "?limit=%C3%28",
                POLL + "?%GG=5",
                POLL + "?=5",
                POLL + "?limit=%ED%A0%80",
                POLL + "?limit=" + "x".repeat(39) + "%F0%9F%9A%80",
                POLL + "?limit=" + "9".repeat(7_000),
                POLL + "?cursor=" + "9".repeat(7_000),
                POLL + "?" + "x".repeat(7_000),
                POLL + "?limit=" + "9".repeat(70_000),
                POLL + "?" + IntStream.range(0, 1_500).mapToObj(i -> "a" + i).collect(Collectors.joining("&")),
                POLL + "9".repeat(1_000),
                POLL + ";limit=5",
                POLL + "/../..",
                POLL + "\\",
                POLL + "?limit=<script>",
                "/api/v1/messages/%2e%2e/%2e%2e",
                "http://[/");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void theyAreRefusedInTheOneForm(String target) throws IOException {
        assertRefused(send("GET " + target + " HTTP/1.1\r\nHost: a\r\nX-API-Key: " + RunningApi.KEY
                + "\r\nConnection: close\r\n\r\n"));
    }

    @Test
    void soIsAHeaderThatIsTooLong() throws IOException {
        assertRefused(send("GET " + POLL + " HTTP/1.1\r\nHost: a\r\nX-API-Key: " + "k".repeat(70_000)
                + "\r\nConnection: close\r\n\r\n"));
    }

    private static void assertRefused(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 4");
        int body = answer.indexOf("{\"success\":false");
        assertThat(body).as(answer).isPositive();
        JsonNode error = JsonMapper.shared()
                .readTree(answer.substring(body, answer.lastIndexOf('}') + 1))
                .get("error");
        assertThat(error.get("code").asString()).isNotBlank();
        assertThat(error.at("/details/hint").asString()).isNotBlank();
    }

    private static String send(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), API.client().port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
