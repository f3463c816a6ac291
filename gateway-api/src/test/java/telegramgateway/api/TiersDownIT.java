package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import telegramgateway.api.ApiClient.Answer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalPostgres;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.MessageEvent;

/** One service through the outages of its tiers, beginning with none of them there. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TiersDownIT {
    private static final long CHANNEL = -1004000000001L;
    private static final String POLL = "/api/v1/messages/poll/" + CHANNEL;
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(30);

    private static LocalPostgres postgres;
    private static LocalRedis redis;
    private static LocalDatabase database;
    private static RunningApi api;
    private static ApiClient client;

    @BeforeAll
    static void startWithoutTiers() {
        postgres = LocalPostgres.start();
        redis = LocalRedis.start();
        database = postgres.createDatabase();
        redis.stop();
        postgres.stop();
        api = RunningApi.start(
                redis,
                database,
                Map.of(
                        "TIMESCALEDB_CONNECT_TIMEOUT", "500ms",
                        "TIMESCALEDB_STATEMENT_TIMEOUT", "2s",
                        "REDIS_TIMEOUT", "500ms"));
        client = api.client();
    }

    @AfterAll
    static void stop() {
        api.close();
        redis.close();
        postgres.close();
    }

    @Test
    @Order(1)
    void withNoTierItStartsAndSaysSo() {
        Answer health = client.get("/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().get("status").asString()).isEqualTo("unhealthy");
        assertThat(health.json().at("/tiers/cache/reason").asString()).isNotBlank();
        assertThat(health.json().at("/tiers/database/reason").asString()).isNotBlank();
        Answer inEnvelope = client.get("/api/v1/system/health");
        assertThat(inEnvelope.status()).isEqualTo(503);
        assertThat(inEnvelope.code()).isEqualTo("UNHEALTHY");
    }

    @Test
    @Order(2)
    void withNoTierEveryReadIsRefusedNeverEmpty() {
        for (String path : List.of(
                POLL,
                POLL + "?wait=30",
                POLL + "?cursor=latest",
                "/api/v1/messages/history/" + CHANNEL,
                "/api/v1/messages/" + CHANNEL + "/1",
                "/api/v1/channels")) {
            assertUnavailable(client.get(path));
        }
    }

    @Test
    @Order(3)
    void withoutTheSchemaItNamesTheCommand() {
        postgres.restart();
        await().atMost(RECOVERY_LIMIT)
                .until(
                        () -> client.get("/health")
                                .json()
                                .at("/tiers/database/reason")
                                .asString(),
                        reason -> reason.contains("28P01") || reason.contains("bin/migrate"));
    }

    @Test
    @Order(4)
    void withTheDatabaseAloneItIsDegradedAndAnswers() {
        RunningApi.migrate(database);
        awaitHealth("degraded");
        api.feeder().store(api.feeder().posted(CHANNEL, 5));
        Answer answer = client.get(POLL);
        assertThat(answer.messageIds()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(answer.meta("source").asString()).isEqualTo("database");
        assertThat(client.get("/api/v1/messages/poll/-1004999999999").code()).isEqualTo("UNKNOWN_CHANNEL");
    }

    @Test
    @Order(5)
    void withBothItIsHealthyByItself() {
        redis.restart();
        awaitHealth("healthy");
        assertThat(client.get("/api/v1/system/health")
                        .json()
                        .at("/data/tiers/cache/status")
                        .asString())
                .isEqualTo("up");
    }

    @Test
    @Order(6)
    void withTheCacheAloneItAnswersWhatTheCacheCanProve() {
        long other = CHANNEL - 1;
        List<MessageEvent> events = api.feeder().posted(other, 3);
        await().atMost(RECOVERY_LIMIT).ignoreExceptions().until(() -> {
            api.feeder().cache(events);
            return true;
        });
        postgres.stop();
        // Its journal begins with these three, so the cache has everything there is.
        Answer answer = client.get("/api/v1/messages/poll/" + other);
        assertThat(answer.messageIds()).containsExactly(1L, 2L, 3L);
        assertThat(answer.meta("source").asString()).isEqualTo("cache");

        String end = "/api/v1/messages/poll/" + other + "?cursor=" + answer.nextCursor();
        assertThat(client.get(end).status()).isEqualTo(200);
        awaitHealth("degraded");
        // Of these the cache can prove nothing.
        assertUnavailable(client.get(POLL));
        assertUnavailable(client.get("/api/v1/messages/poll/-1004999999999"));
        assertUnavailable(client.get("/api/v1/channels"));

        // Nobody vouches for the end any more, and nobody can be asked.
        await().atMost(Duration.ofSeconds(15))
                .until(() -> client.get(end).json().at("/meta/unconfirmed").asBoolean(false));
        assertThat(client.get(end).messageIds()).isEmpty();
    }

    @Test
    @Order(7)
    void aDatabaseThatHangsIsNoReasonToHang() {
        postgres.restart();
        awaitHealth("healthy");
        redis.stop();
        postgres.process().signalAll("STOP");
        try {
            Instant asked = Instant.now();
            assertThat(client.get("/health").status()).isIn(200, 503);
            assertUnavailable(client.get(POLL));
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
        } finally {
            postgres.process().signalAll("CONT");
        }
    }

    private static void awaitHealth(String status) {
        await().atMost(RECOVERY_LIMIT)
                .until(() ->
                        client.get("/health").json().get("status").asString().equals(status));
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("STORE_UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(answer.json().at("/error/details/reason").asString()).isNotBlank();
    }
}
