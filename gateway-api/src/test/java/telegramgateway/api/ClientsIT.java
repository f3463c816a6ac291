package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.api.ApiClient.Answer;

/** Clients from the first key to the last request. */
class ClientsIT {
    private static final long CHANNEL = -1009000000001L;
    private static final long OTHER = -1009000000002L;
    private static final String CHANNELS = "/api/v1/channels";
    /** What a running API may need to notice a change, and some for a slow machine. */
    private static final Duration NOTICED = Duration.ofSeconds(15);

    private static final RunningApi API = RunningApi.shared();
    private static final ApiClient ADMIN = API.client();

    private final String name = "client-" + UUID.randomUUID();

    @BeforeAll
    static void store() {
        API.feeder().store(API.feeder().posted(CHANNEL, 3));
        API.feeder().store(API.feeder().posted(OTHER, 3));
    }

    @Test
    void aKeyOpensAndIsShownOnce() {
        String key = create("\"reader\"", "");
        assertThat(key).matches("tgw_[a-z2-7]{10}_[A-Za-z0-9_-]{43}");
        assertThat(ADMIN.withKey(key).get(CHANNELS).status()).isEqualTo(200);

        Answer shown = ADMIN.get("/api/v1/clients/" + name);
        assertThat(shown.body()).contains(key.substring(0, 14)).doesNotContain(key.substring(15));
        assertThat(ADMIN.get("/api/v1/clients").body()).contains(name).doesNotContain(key.substring(15));
    }

    @Test
    void aWrongSecretWithARightPrefixIsRefused() {
        String key = create("\"reader\"", "");
        char last = key.charAt(key.length() - 1);
        String wrong = key.substring(0, key.length() - 1) + (last == 'A' ? 'B' : 'A');
        for (String given : new String[] {wrong, key.substring(0, 14), key + "A", key.toUpperCase(Locale.ROOT)}) {
            assertThat(ADMIN.withKey(given).get(CHANNELS).status()).isEqualTo(401);
        }
    }

    @Test
    void aRevokedKeyEndsWithinSeconds() {
        ApiClient client = ADMIN.withKey(create("\"reader\"", ""));
        assertThat(client.get(CHANNELS).status()).isEqualTo(200);
        assertThat(ADMIN.change("delete", "/api/v1/clients/" + name, "").status())
                .isEqualTo(200);
        await().atMost(NOTICED).until(() -> client.get(CHANNELS).status() == 401);
        assertThat(client.get(CHANNELS).json().at("/error/message").asString()).contains("revoked");
        assertThat(ADMIN.change("delete", "/api/v1/clients/" + name, "").code()).isEqualTo("UNKNOWN_CLIENT");
    }

    @Test
    void aRotatedKeyGoesOnForTheOverlap() {
        ApiClient before = ADMIN.withKey(create("\"reader\"", ""));
        ApiClient after = ADMIN.withKey(key(ADMIN.post("/api/v1/clients/" + name + "/rotate", "{}")));
        assertThat(before.get(CHANNELS).status()).isEqualTo(200);
        assertThat(after.get(CHANNELS).status()).isEqualTo(200);

        ApiClient last = ADMIN.withKey(key(ADMIN.post("/api/v1/clients/" + name + "/rotate", "{\"overlapHours\":0}")));
        assertThat(last.get(CHANNELS).status()).isEqualTo(200);
        await().atMost(NOTICED)
                .until(() -> before.get(CHANNELS).status() == 401
                        && after.get(CHANNELS).status() == 401);
        assertThat(after.get(CHANNELS).json().at("/error/message").asString()).contains("expired");
    }

    @Test
    void aClientSeesItsChannelsOnly() {
        ApiClient client = ADMIN.withKey(create("\"reader\"", ",\"channels\":[\"" + CHANNEL + "\"]"));
        assertThat(client.get("/api/v1/messages/poll/" + CHANNEL).messageIds()).hasSize(3);
        assertThat(client.get(CHANNELS).body()).contains("" + CHANNEL).doesNotContain("" + OTHER);
        Answer hidden = client.get("/api/v1/messages/poll/" + OTHER);
        Answer unknown = client.get("/api/v1/messages/poll/-1007999999999");
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.body().replace("" + OTHER, "ID"))
                .isEqualTo(unknown.body().replace("-1007999999999", "ID"));
        assertThat(client.get("/api/v1/messages/poll/x").code()).isEqualTo("INVALID_ID");
    }

    @Test
    void aNameIsGivenOnce() {
        create("\"reader\"", "");
        Answer again = ADMIN.post("/api/v1/clients", "{\"name\":\"" + name + "\",\"role\":\"reader\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("CLIENT_EXISTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"name\":\"a\"}",
                "{\"name\":\"a\",\"role\":\"root\"}",
                "{\"name\":\"../a\",\"role\":\"reader\"}",
                "{\"name\":\"a\\u0000\",\"role\":\"reader\"}",
                "{\"name\":\"a\",\"role\":\"reader\",\"channels\":[]}",
                "{\"name\":\"a\",\"role\":\"reader\",\"channels\":[0]}",
                "{\"name\":\"a\",\"role\":\"reader\",\"expiresAt\":\"2020-01-01\"}",
                "{\"name\":\"a\",\"role\":\"reader\",\"chanels\":[1]}",
                "{\"name\":\"a\",\"role\":\"reader\",\"signed\":\"yes\"}",
            })
    void impossibleClientsAreRefused(String body) {
        Answer answer = ADMIN.post("/api/v1/clients", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    }

    private String create(String role, String more) {
        return key(ADMIN.post("/api/v1/clients", "{\"name\":\"" + name + "\",\"role\":" + role + more + "}"));
    }

    private static String key(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
        return answer.json().at("/data/key").asString();
    }
}
