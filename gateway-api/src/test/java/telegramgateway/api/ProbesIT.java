package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scanners try: each comes to a refusal in the one form, and tells nothing. */
class ProbesIT {
    private static final RunningApi API = RunningApi.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/../../etc/passwd",
                "/api/v1/%2e%2e/%2e%2e/etc/passwd",
                "/api/v1/..%2f..%2fetc%2fpasswd",
                "/api/v1/..;/clients",
                "/api/v1/clients/..%5c..%5cwindows",
                "/api/v1//clients",
                "//api/v1/clients",
                "/api/v1/clients%00",
                "/api/v1/clients%20",
                "/api/v1/clients.json",
                "/api/v1/clients/",
                "/API/V1/CLIENTS",
                "/health/../api/v1/clients",
                "/health;/api/v1/clients",
                "/api/v1/clients/a%0d%0aX-Evil:%201",
                "/api/v1/clients/a%0aX-Evil:%201",
                "/api/v1/channels?a=%0d%0aX-Evil:%201",
                "/actuator/env",
                "/actuator/heapdump",
                "/.git/config",
                "/error",
            })
    void strangePathsLeadNowhere(String path) throws IOException {
        for (String key : new String[] {"", "X-API-Key: " + RunningApi.KEY + "\r\n"}) {
            String answer = send("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + key + "Connection: close\r\n\r\n");
            assertThat(answer).as(path).startsWith("HTTP/1.1 4").contains("\"success\":false");
            assertThat(answer).doesNotContainIgnoringCase("\r\nX-Evil").doesNotContain("root:", "Exception", "\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-API-Key: a\rX-Evil: 1",
                "X-API-Key: a\0b",
                "Authorization: Bearer a\rX-Evil: 1",
                "X-Forwarded-For: 127.0.0.1\r\nX-API-Key: ",
                "X-Original-URL: /health\r\nX-Rewrite-URL: /health",
                "X-HTTP-Method-Override: GET",
                "Authorization: Basic YWRtaW46YWRtaW4=",
                "Cookie: JSESSIONID=1",
            })
    void strangeHeadersOpenNothing(String header) throws IOException {
        String answer = send("GET /api/v1/clients HTTP/1.1\r\nHost: a\r\n" + header + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContainIgnoringCase("\r\nX-Evil");
    }

    /** A body that comes in drops holds a thread for ten seconds, and no longer. */
    @Test
    void aSlowBodyIsGivenUp() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), API.client().port())) {
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(("POST /api/v1/clients HTTP/1.1\r\nHost: a\r\nX-API-Key: " + RunningApi.KEY
                            + "\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            await().atMost(Duration.ofSeconds(45))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> {
                        out.write(' ');
                        return in.available() > 0;
                    });
            byte[] beginning = in.readNBytes("HTTP/1.1 408".length());
            assertThat(new String(beginning, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 408");
        }
    }

    private static String send(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), API.client().port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
