package telegramgateway.tpcapital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import telegramgateway.local.LocalPostgres;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.cache.CacheOptions;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.service.ServiceShell;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with its production settings, asked over HTTP. */
class ServiceIT {
    private static final long CHANNEL = -1_001_649_127_710L;
    private static final long OTHER = -1_001_744_113_331L;
    private static final String KEY = "a-key-of-the-tests";
    private static final int SIGNALS = 25;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static LocalPostgres postgres;
    private static LocalRedis redis;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        postgres = LocalPostgres.start();
        redis = LocalRedis.start();
        TestServers servers = TestServers.on(postgres);
        service = ServiceShell.start(TpCapitalConsumer.class, environment(servers), TpCapitalConsumer.SETTINGS);
        try (MessageCache cache = MessageCache.connect(CacheOptions.of(redis.url()), InstantSource.system())) {
            TestGateway gateway = new TestGateway(new MessageDatabase(servers.owner()), cache);
            for (int id = 1; id <= SIGNALS; id++) {
                gateway.post(
                        CHANNEL,
                        id,
                        "Swing Trade\nAtivo: BOVAW%d\nCompra: 1,04 a 1,06\nAlvo: 1,15\nStop:".formatted(id));
            }
            gateway.post(CHANNEL, 100, "Bom dia, investidor!");
            gateway.post(OTHER, 1, "Day Trade\nAtivo: VALE3\nVenda: 70,10\nAlvo 1: 65\nAlvo final: 60,5\nStop: 72,125");
            gateway.post(OTHER, 2, "Day Trade\nAtivo: PETR4\nCompra: 30\nAlvo: 31\nStop: 29");
            gateway.delete(OTHER, 2);
            gateway.deliver();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> servers.rows("SELECT count(*), count(*) FILTER (WHERE outcome = 'deleted')"
                                    + " FROM tp_capital.verdicts")
                            .equals(List.of("28 1")));
        }
    }

    @AfterAll
    static void stop() {
        service.close();
        redis.close();
        postgres.close();
    }

    private static Map<String, String> environment(TestServers servers) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TP_CAPITAL_PORT", "0");
        environment.put("TP_CAPITAL_API_KEY", KEY);
        environment.put("TP_CAPITAL_SIGNALS_CHANNEL_ID", "*");
        environment.put("TIMESCALEDB_HOST", servers.local().host());
        environment.put("TIMESCALEDB_PORT", String.valueOf(servers.local().port()));
        environment.put("TIMESCALEDB_DATABASE", servers.local().name());
        environment.put("TIMESCALEDB_USER", TestServers.ROLE);
        environment.put("TIMESCALEDB_PASSWORD", TestServers.PASSWORD);
        environment.put("REDIS_URL", redis.url());
        return environment;
    }

    @Test
    void aSignalIsAnsweredUnderTheNamesThatUsersKnow() {
        JsonNode signal = get("/signals?channel=" + OTHER).get("data").get(0);
        assertThat(signal.propertyNames())
                .containsExactly(
                        "channel",
                        "message_id",
                        "ts",
                        "asset",
                        "signal_type",
                        "side",
                        "buy_min",
                        "buy_max",
                        "sell_min",
                        "sell_max",
                        "target_1",
                        "target_2",
                        "target_final",
                        "targets",
                        "stop",
                        "missing",
                        "raw_message",
                        "source",
                        "ingested_at",
                        "updated_at");
        assertThat(signal.toString()).startsWith("""
                        {"channel":"-1001744113331","message_id":1,"ts":"2026-01-02T13:04:06.000Z","asset":"VALE3",\
                        "signal_type":"Day Trade","side":"sell","buy_min":null,"buy_max":null,"sell_min":"70.10",\
                        "sell_max":"70.10","target_1":"65.00","target_2":null,"target_final":"60.50",\
                        "targets":["65.00","60.50"],"stop":"72.125","missing":[],""");
    }

    @Test
    void deletedSignalsAndOtherMessagesAreNotAnswered() {
        JsonNode data = get("/signals?limit=1000").get("data");
        assertThat(data).hasSize(SIGNALS + 1);
        assertThat(data.findValuesAsString("asset")).contains("VALE3").doesNotContain("PETR4");
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("/signals?limit=4" + cursor);
            page.get("data")
                    .forEach(signal -> seen.add(
                            signal.get("ts").asString() + signal.get("asset").asString()));
            JsonNode next = page.get("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(SIGNALS + 1).doesNotHaveDuplicates();
        assertThat(seen).isSortedAccordingTo((a, b) -> b.substring(0, 24).compareTo(a.substring(0, 24)));
    }

    @Test
    void theSearchComesBeforeTheLimit() {
        assertThat(assets("/signals?limit=1&search=bovaw7")).containsExactly("BOVAW7");
        assertThat(assets("/signals?search=" + encode("Ativo: VALE"))).containsExactly("VALE3");
        assertThat(assets("/signals?search=" + encode("BOVA%7"))).isEmpty();
    }

    @Test
    void typeAndTimesNarrowTheAnswer() {
        assertThat(assets("/signals?type=" + encode("day trade"))).containsExactly("VALE3");
        assertThat(assets("/signals?channel=" + CHANNEL + "&from=2026-01-02T13:04:10Z&to=2026-01-02T13:04:12Z"))
                .containsExactly("BOVAW6", "BOVAW5");
        assertThat(assets("/signals?to=2026-01-01")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, INVALID_LIMIT",
        "limit=abc, INVALID_LIMIT",
        "channel=x, INVALID_CHANNEL",
        "type=Long, INVALID_TYPE",
        "from=2025, INVALID_FROM",
        "cursor=x, INVALID_CURSOR",
        "search=%00, INVALID_SEARCH"
    })
    void badInputIsRefusedWithCodeAndHint(String parameters, String code) {
        HttpResponse<String> answer = send("/signals?" + parameters, KEY);
        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = JSON.readTree(answer.body()).get("error");
        assertThat(error.get("code").asString()).isEqualTo(code);
        assertThat(error.get("details").get("hint").asString()).isNotBlank();
    }

    @Test
    void withoutTheKeyNothingIsAnsweredButHealthAndMetrics() {
        assertThat(send("/signals", "").statusCode()).isEqualTo(401);
        assertThat(send("/signals", KEY + "x").statusCode()).isEqualTo(401);
        assertThat(send("/health", "").statusCode()).isEqualTo(200);
        assertThat(send("/metrics", "").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsHaveTheNamesOfThePage() {
        assertThat(send("/metrics", "").body())
                .contains("tp_capital_messages_processed_total{reason=\"none\",status=\"signal\"} 2")
                .contains("tp_capital_messages_processed_total{reason=\"greeting\",status=\"not_a_signal\"} 1.0")
                .contains("tp_capital_messages_processed_total{reason=\"none\",status=\"failed\"} 0.0")
                .contains("tp_capital_polling_lag_seconds ")
                .contains("tp_capital_channels_followed 2.0")
                .contains("tp_capital_channels_failing 0.0")
                .contains("tp_capital_processing_duration_seconds_bucket")
                .contains("tp_capital_accepted_to_decided_seconds_bucket")
                .contains("polling_cache_");
    }

    @Test
    void whileTheDatabaseIsAwayTheAnswerIs503AndHealthSaysDegraded() {
        assertThat(health().get("status").asString()).isEqualTo("healthy");
        postgres.stop();
        try {
            HttpResponse<String> answer = send("/signals", KEY);
            assertThat(answer.statusCode()).isEqualTo(503);
            JsonNode error = JSON.readTree(answer.body()).get("error");
            assertThat(error.get("details").get("reason").asString()).contains("database");
            assertThat(answer.body()).doesNotContain("\"data\"");
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(health().get("status").asString()).isEqualTo("degraded");
                assertThat(health().get("database").get("status").asString()).isEqualTo("down");
            });
        } finally {
            postgres.restart();
        }
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(health().get("status").asString()).isEqualTo("healthy"));
        assertThat(get("/signals").get("data")).isNotEmpty();
    }

    private static JsonNode health() {
        HttpResponse<String> answer = send("/health", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static List<String> assets(String path) {
        return get(path).get("data").findValuesAsString("asset");
    }

    private static JsonNode get(String path) {
        HttpResponse<String> answer = send(path, KEY);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> send(String path, String key) {
        String port = service.getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-API-Key", key)
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
