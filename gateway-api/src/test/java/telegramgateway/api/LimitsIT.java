package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import telegramgateway.api.ApiClient.Answer;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalRedis;

/** Who asks too often, too much or too slowly, and who guesses. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LimitsIT {
    private static final int LIMIT = 10;
    private static final int FAILURES = 5;
    private static LocalRedis redis;
    private static RunningApi api;
    private static RunningApi second;

    @BeforeAll
    static void start() {
        redis = LocalRedis.start();
        LocalDatabase database = DatabaseServer.shared().createDatabase();
        RunningApi.migrate(database);
        Map<String, String> settings = Map.of(
                "TELEGRAM_GATEWAY_API_RATE_LIMIT",
                "" + LIMIT,
                "TELEGRAM_GATEWAY_API_LOGIN_FAILURES_MAX",
                "" + FAILURES,
                "TELEGRAM_GATEWAY_API_CORS_ORIGINS",
                "https://desk.example",
                "TELEGRAM_GATEWAY_API_BODY_MAX",
                "2KB");
        api = RunningApi.start(redis, database, settings);
        second = RunningApi.start(redis, database, settings);
    }

    @AfterAll
    static void stop() {
        api.close();
        second.close();
        redis.close();
    }

    /** Two instances count together. */
    @Test
    @Order(1)
    void firstAWarningThenARefusalThenALongerOne() {
        for (int i = 1; i <= LIMIT; i++) {
            Answer answer = (i % 2 == 0 ? api : second).client().get("/api/v1/channels");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("RateLimit-Remaining")).isEqualTo("" + (LIMIT - i));
            assertThat(answer.header("X-RateLimit-Warning").isEmpty()).isEqualTo(i < 8);
        }
        Answer refused = api.client().get("/api/v1/channels");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("RATE_LIMITED");
        assertThat(refused.json().at("/error/details/limit").asInt()).isEqualTo(LIMIT);
        assertThat(refused.json().at("/error/details/current").asInt()).isEqualTo(LIMIT + 1);
        assertThat(refused.json().at("/error/details/retryAfter").asInt()).isBetween(1, 60);
        assertThat(refused.header("Retry-After"))
                .isEqualTo(refused.json().at("/error/details/retryAfter").asString());
        for (int i = LIMIT + 2; i <= 2 * LIMIT + 1; i++) {
            refused = second.client().get("/api/v1/channels");
        }
        assertThat(refused.json().at("/error/details/retryAfter").asInt()).isBetween(200, 300);
        // Another endpoint has a count of its own.
        assertThat(api.client().get("/api/v1/clients").status()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void bodiesHaveALimit() throws IOException {
        Answer answer = api.client()
                .send(HttpRequest.newBuilder(api.client().uri("/api/v1/clients"))
                        .header("X-API-Key", RunningApi.KEY)
                        .POST(BodyPublishers.ofString("x".repeat(3_000)))
                        .build());
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("BODY_TOO_LARGE");
        // Also when nobody says beforehand how large it is.
        String chunk = "400\r\n" + "x".repeat(1024) + "\r\n";
        assertThat(raw("POST /api/v1/clients HTTP/1.1\r\nHost: a\r\nX-API-Key: " + RunningApi.KEY
                        + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunk.repeat(3)
                        + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        String deep = "{\"a\":".repeat(300) + "1" + "}".repeat(300);
        assertThat(api.client().post("/api/v1/clients", deep).status()).isEqualTo(400);
    }

    @Test
    @Order(3)
    void onlyNamedOriginsMayCallFromABrowser() {
        for (String origin : new String[] {"https://desk.example", "https://evil.example"}) {
            Answer answer = api.client()
                    .send(HttpRequest.newBuilder(api.client().uri("/api/v1/system/health"))
                            .method("OPTIONS", BodyPublishers.noBody())
                            .header("Origin", origin)
                            .header("Access-Control-Request-Method", "GET")
                            .header("Access-Control-Request-Headers", "x-api-key")
                            .build());
            boolean named = origin.contains("desk");
            assertThat(answer.status()).isEqualTo(named ? 200 : 403);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(named ? origin : "");
        }
    }

    @Test
    @Order(4)
    void withoutRedisEachInstanceCounts() {
        redis.stop();
        try {
            int refused = 0;
            for (int i = 0; i < LIMIT + 3; i++) {
                refused += api.client().get("/api/v1/system/health").status() == 429 ? 1 : 0;
            }
            assertThat(refused).isEqualTo(3);
        } finally {
            redis.restart();
        }
    }

    @Test
    @Order(5)
    void whoGuessesIsRefusedAndARightKeyIsNot() {
        ApiClient guesser = api.client().withKey("tgw_aaaaaaaaaa_" + "A".repeat(43));
        String path = "/api/v1/messages/-5/1";
        for (int i = 0; i < FAILURES; i++) {
            assertThat(guesser.get(path).status()).isEqualTo(401);
        }
        Answer blocked = guesser.get(path);
        assertThat(blocked.status()).isEqualTo(429);
        assertThat(blocked.code()).isEqualTo("TOO_MANY_FAILURES");
        assertThat(Integer.parseInt(blocked.header("Retry-After"))).isBetween(200, 300);
        assertThat(api.client().get(path).status()).isEqualTo(404);
    }

    private static String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), api.client().port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
