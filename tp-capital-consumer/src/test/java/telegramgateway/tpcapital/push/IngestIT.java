package telegramgateway.tpcapital.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalPgBouncer;
import telegramgateway.local.LocalPostgres;
import telegramgateway.local.LocalRedis;
import telegramgateway.service.ServiceShell;
import telegramgateway.tpcapital.TestServers;
import telegramgateway.tpcapital.TpCapitalConsumer;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /ingest} of the whole service, which reaches its database through PgBouncer where that is installed. */
@ExtendWith(OutputCaptureExtension.class)
class IngestIT {
    private static final String TOKEN = "a-token-of-the-tests";
    private static final String KEY = "a-key-of-the-tests";
    private static final long CHANNEL = -1_001_649_127_710L;
    private static final String R1 =
            "Swing Trade\\nAtivo: BOVAW32\\nCompra: 1,04 a 1,06\\nAlvo 1: 1,15\\nAlvo final: 3,50\\nStop: 0,70";
    private static final String OK = "{\"status\":\"ok\"}";
    private static final String SKIPPED = "{\"status\":\"ok\",\"skipped\":true}";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static LocalPostgres postgres;
    private static LocalRedis redis;
    private static TestServers servers;
    private static @Nullable LocalPgBouncer pooler;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        postgres = LocalPostgres.start();
        redis = LocalRedis.start();
        servers = TestServers.on(postgres);
        LocalDatabase database = servers.local();
        if (LocalPgBouncer.isInstalled()) {
            pooler = LocalPgBouncer.start(database);
            database = pooler.inFrontOf(database);
        }
        service = start(environment(database, Map.of("GATEWAY_SECRET_TOKEN", TOKEN, "RATE_LIMIT_MAX", "0")));
    }

    @AfterAll
    static void stop() {
        service.close();
        if (pooler != null) {
            pooler.close();
        }
        redis.close();
        postgres.close();
    }

    private static ConfigurableApplicationContext start(Map<String, String> environment) {
        return ServiceShell.start(TpCapitalConsumer.class, environment, TpCapitalConsumer.SETTINGS);
    }

    private static Map<String, String> environment(LocalDatabase database, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("TP_CAPITAL_PORT", "0");
        environment.put("TP_CAPITAL_API_KEY", KEY);
        environment.put("TP_CAPITAL_SIGNALS_CHANNEL_ID", String.valueOf(CHANNEL));
        environment.put("TIMESCALEDB_HOST", database.host());
        environment.put("TIMESCALEDB_PORT", String.valueOf(database.port()));
        environment.put("TIMESCALEDB_DATABASE", database.name());
        environment.put("TIMESCALEDB_USER", TestServers.ROLE);
        environment.put("TIMESCALEDB_PASSWORD", TestServers.PASSWORD);
        environment.put("REDIS_URL", redis.url());
        return environment;
    }

    @Test
    void anEventIsStoredOnceHoweverOftenItComes() {
        String posted = canonical(1, 1_767_359_046_000_000L, "posted", R1);
        String edited = canonical(1, 1_767_359_047_000_000L, "edited", R1.replace("0,70", "0,65"));
        assertThat(push(posted).body()).isEqualTo(OK);
        assertThat(push(posted).body()).isEqualTo(SKIPPED);
        assertThat(push(edited).body()).isEqualTo(OK);
        assertThat(push(posted).body()).isEqualTo(SKIPPED);
        assertThat(servers.rows("SELECT stop, position FROM tp_capital.tp_capital_signals WHERE message_id = 1"))
                .containsExactly("0.65 1767359047000000");
        assertThat(servers.rows("SELECT change FROM tp_capital.signal_events WHERE message_id = 1 ORDER BY position"))
                .containsExactly("created", "changed");
        assertThat(servers.rows("SELECT * FROM telegram_gateway.consumer_cursors"))
                .isEmpty();
        assertThat(metrics())
                .contains("api_ingestion_requests_total{status=\"success\"} ")
                .contains("api_ingestion_requests_total{status=\"duplicate\"} ")
                .contains("api_signals_inserted_total{signal_type=\"Swing Trade\"} ")
                .contains("api_timescaledb_errors_total{error_type=\"unavailable\"} ")
                .contains("redis_failures_total ")
                .contains("api_http_request_duration_seconds_bucket{method=\"POST\",route=\"/ingest\","
                        + "status_code=\"200\",le=\"0.05\"}");
    }

    @Test
    void theShortBodyOfTheSpecificationIsTaken() {
        String body = """
                {"channelId":%d,"messageId":2,"text":"%s","timestamp":"2026-01-02T13:04:05Z","photos":[]}""".formatted(CHANNEL, R1);
        String sameSecond = body.replace("\"messageId\":2", "\"messageId\":12");
        assertThat(push(body).body()).isEqualTo(OK);
        assertThat(push(body).body()).isEqualTo(SKIPPED);
        assertThat(push(sameSecond).body()).isEqualTo(OK);
        assertThat(servers.rows("SELECT message_id FROM tp_capital.signal_events WHERE message_id IN (2, 12)"))
                .containsExactlyInAnyOrder("2", "12");
        assertThat(push(canonical(2, 1_767_359_046_000_000L, "posted", "Bom dia"))
                        .body())
                .isEqualTo(OK);
        assertThat(push(body).body()).isEqualTo(SKIPPED);
        assertThat(servers.rows("SELECT outcome FROM tp_capital.verdicts WHERE message_id = 2"))
                .containsExactly("not_a_signal");
    }

    @Test
    void aChannelThatIsNotFollowedIsSkipped() {
        String body = canonical(3, 1_767_359_046_000_000L, "posted", R1).replace(String.valueOf(CHANNEL), "-100777");
        assertThat(push(body).body())
                .isEqualTo("{\"status\":\"ok\",\"skipped\":true,\"reason\":\"channel_not_followed\"}");
        assertThat(servers.rows("SELECT * FROM tp_capital.verdicts WHERE message_id = 3"))
                .isEmpty();
    }

    @Test
    void withoutTheGatewaysTokenNothingIsTaken() {
        String body = canonical(4, 1_767_359_046_000_000L, "posted", R1);
        assertThat(send(request("/ingest", body))).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"error\":\"Missing X-Gateway-Token header\"}");
        });
        for (String wrong : List.of(TOKEN + "x", KEY, TOKEN.toUpperCase(java.util.Locale.ROOT))) {
            assertThat(send(request("/ingest", body).header("X-Gateway-Token", wrong)))
                    .satisfies(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(401);
                        assertThat(answer.body()).isEqualTo("{\"error\":\"Invalid gateway token\"}");
                    });
        }
        assertThat(servers.rows("SELECT * FROM tp_capital.verdicts WHERE message_id = 4"))
                .isEmpty();
        assertThat(metrics()).containsPattern("api_auth_failures_total [1-9]");
    }

    @ParameterizedTest
    @CsvSource({"/ingest/", "/%69ngest", "/ingest;x=1", "//ingest", "/signals"})
    void theGatewaysTokenOpensNothingElseAndNoSpellingOfThePathGetsAroundIt(String path) {
        String body = canonical(5, 1_767_359_046_000_000L, "posted", R1);
        assertThat(send(request(path, body).header("X-Gateway-Token", TOKEN)).statusCode())
                .isIn(400, 401);
        assertThat(send(request(path, body).header("X-API-Key", KEY)).statusCode())
                .isIn(400, 401, 404, 405);
        assertThat(servers.rows("SELECT * FROM tp_capital.verdicts WHERE message_id = 5"))
                .isEmpty();
    }

    @Test
    void aBodyThatIsNoMessageIsRefusedWithItsField() {
        HttpResponse<String> answer = push("{\"channelId\":1,\"messageId\":7}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonMapper.shared().readTree(answer.body()).at("/error/code").asString())
                .isEqualTo("INVALID_MESSAGE");
        assertThat(JsonMapper.shared()
                        .readTree(answer.body())
                        .at("/error/details/field")
                        .asString())
                .isEqualTo("timestamp");
        assertThat(push("x".repeat(IngestController.MAX_BODY_BYTES + 1)).statusCode())
                .isEqualTo(413);
        assertThat(push("x".repeat(IngestController.MAX_BODY_BYTES)).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "INFO, Gateway token loaded",
        "WARN, Invalid gateway token",
        "INFO, Duplicate message skipped (idempotent)",
    })
    void theSentencesOfTheSpecificationsAreLoggedWordForWord(String level, String sentence, CapturedOutput log) {
        String body = canonical(6, 1_767_359_046_000_000L, "posted", "Bom dia");
        push(body);
        push(body);
        send(request("/ingest", body).header("X-Gateway-Token", "not-the-gateways-token"));
        assertThat(log.getAll().lines())
                .anyMatch(line -> line.contains("\"message\":\"" + sentence + "\"")
                        && line.contains("\"level\":\"" + level + "\""))
                .noneMatch(line -> line.contains(TOKEN));
    }

    @Test
    void whileTheDatabaseIsAwayTheAnswerIs503AndTheSameBodyIsTakenLater() {
        String body = canonical(8, 1_767_359_088_000_000L, "posted", R1);
        postgres.stop();
        try {
            HttpResponse<String> answer = push(body);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("database");
        } finally {
            postgres.restart();
        }
        await().atMost(Duration.ofSeconds(40)).until(() -> push(body).body(), OK::equals);
        assertThat(servers.rows("SELECT change FROM tp_capital.signal_events WHERE message_id = 8"))
                .containsExactly("created");
    }

    @Test
    void whoAsksTooOftenWaitsButNotTheGatewayNorMonitoring() {
        ConfigurableApplicationContext narrow = start(environment(
                servers.local(),
                Map.of(
                        "GATEWAY_SECRET_TOKEN", TOKEN,
                        "RATE_LIMIT_MAX", "2",
                        "TP_CAPITAL_INGEST_RATE_LIMIT_MAX", "4")));
        try {
            String body = canonical(9, 1_767_359_046_000_000L, "posted", R1);
            for (int status : new int[] {401, 401, 429}) {
                HttpResponse<String> answer = send(request(narrow, "/ingest", body));
                assertThat(answer.statusCode()).isEqualTo(status);
                assertThat(answer.headers().firstValue("Retry-After").isPresent())
                        .isEqualTo(status == 429);
            }
            assertThat(send(get(narrow, "/signals").header("X-API-Key", KEY)).statusCode())
                    .isEqualTo(429);
            for (int status : new int[] {200, 200, 200, 200, 429}) {
                assertThat(send(request(narrow, "/ingest", body).header("X-Gateway-Token", TOKEN))
                                .statusCode())
                        .isEqualTo(status);
            }
            assertThat(send(get(narrow, "/health")).statusCode()).isEqualTo(200);
        } finally {
            narrow.close();
        }
    }

    @Test
    void withoutATokenOfItsOwnTheServiceSaysThatPushIsOff() {
        ConfigurableApplicationContext off = start(environment(servers.local(), Map.of()));
        try {
            HttpResponse<String> answer = send(request(off, "/ingest", "{}").header("X-Gateway-Token", TOKEN));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("INGEST_OFF").contains("GATEWAY_SECRET_TOKEN");
        } finally {
            off.close();
        }
    }

    private static String canonical(long messageId, long position, String kind, String text) {
        return """
                {"channelId":%d,"messageId":%d,"position":%d,"kind":"%s","timestamp":"2026-01-02T13:04:05.000Z",\
                "receivedAt":"2026-01-02T13:04:06.000Z","source":"user","account":"main","text":"%s",\
                "entities":[],"photos":[]}""".formatted(CHANNEL, messageId, position, kind, text);
    }

    private static HttpResponse<String> push(String body) {
        return send(request("/ingest", body).header("X-Gateway-Token", TOKEN));
    }

    private static HttpRequest.Builder request(String path, String body) {
        return request(service, path, body);
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext of, String path, String body) {
        return get(of, path).POST(HttpRequest.BodyPublishers.ofString(body, UTF_8));
    }

    private static HttpRequest.Builder get(ConfigurableApplicationContext of, String path) {
        String port = of.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    private static String metrics() {
        return send(get(service, "/metrics")).body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
