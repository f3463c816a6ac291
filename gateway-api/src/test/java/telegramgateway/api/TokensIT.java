package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import telegramgateway.api.ApiClient.Answer;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalRedis;

/** Tokens that stand for a key. */
class TokensIT {
    private static final RunningApi API = RunningApi.shared();
    private static final String CHANNELS = "/api/v1/channels";

    private final String name = "tokens-" + UUID.randomUUID();
    private final ApiClient client = API.client().withKey(create());

    @Test
    void aTokenOpensAsItsKeyDoes() {
        Answer tokens = client.post("/api/v1/auth/token", "");
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        assertThat(tokens.json().at("/data/expiresIn").asInt()).isEqualTo(900);
        String access = tokens.json().at("/data/accessToken").asString();
        assertThat(bearer(CHANNELS, access).status()).isEqualTo(200);
        assertThat(bearer("/api/v1/clients", access).status()).isEqualTo(403);

        String refresh = tokens.json().at("/data/refreshToken").asString();
        assertThat(bearer(CHANNELS, refresh).status()).isEqualTo(401);
        Answer again = client.post("/api/v1/auth/token/refresh", "{\"refreshToken\":\"" + refresh + "\"}");
        assertThat(bearer(CHANNELS, again.json().at("/data/accessToken").asString())
                        .status())
                .isEqualTo(200);
        assertThat(client.post("/api/v1/auth/token/refresh", "{\"refreshToken\":\"" + access + "\"}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aTokenGetsNoTokens() {
        String access = client.post("/api/v1/auth/token", "")
                .json()
                .at("/data/accessToken")
                .asString();
        HttpRequest request = HttpRequest.newBuilder(client.uri("/api/v1/auth/token"))
                .header("Authorization", "Bearer " + access)
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(client.send(request).status()).isEqualTo(403);
    }

    @Test
    void forgedTokensAreRefused() {
        String access = client.post("/api/v1/auth/token", "")
                .json()
                .at("/data/accessToken")
                .asString();
        String[] parts = access.split("\\.");
        String none = "eyJhbGciOiJub25lIn0." + parts[1] + ".";
        char last = parts[2].charAt(0);
        String changed = parts[0] + "." + parts[1] + "." + (last == 'A' ? 'B' : 'A') + parts[2].substring(1);
        for (String forged : new String[] {none, changed, "", "a.b.c", parts[0] + "." + parts[1]}) {
            assertThat(bearer(CHANNELS, forged).status()).as(forged).isEqualTo(401);
        }
    }

    @Test
    void aTokenEndsWithItsKey() {
        String access = client.post("/api/v1/auth/token", "")
                .json()
                .at("/data/accessToken")
                .asString();
        assertThat(bearer(CHANNELS, access).status()).isEqualTo(200);
        API.client().change("delete", "/api/v1/clients/" + name, "");
        await().atMost(Duration.ofSeconds(15))
                .until(() -> bearer(CHANNELS, access).status() == 401);
    }

    @Test
    void anotherInstanceTakesItOnlyWithTheSameSecret() {
        String access = API.client()
                .post("/api/v1/auth/token", "")
                .json()
                .at("/data/accessToken")
                .asString();
        LocalDatabase database = DatabaseServer.shared().createDatabase();
        RunningApi.migrate(database);
        for (String secret :
                new String[] {"the-token-secret-of-all-the-tests-here", "another-token-secret-of-the-tests"}) {
            try (RunningApi other = RunningApi.start(
                    LocalRedis.shared(), database, Map.of("TELEGRAM_GATEWAY_API_TOKEN_SECRET", secret))) {
                HttpRequest request = HttpRequest.newBuilder(other.client().uri(CHANNELS))
                        .header("Authorization", "Bearer " + access)
                        .build();
                assertThat(other.client().send(request).status()).isEqualTo(secret.startsWith("the-token") ? 200 : 401);
            }
        }
    }

    private Answer bearer(String path, String token) {
        return client.send(HttpRequest.newBuilder(client.uri(path))
                .header("Authorization", "Bearer " + token)
                .build());
    }

    private String create() {
        return API.client()
                .post("/api/v1/clients", "{\"name\":\"" + name + "\",\"role\":\"reader\"}")
                .json()
                .at("/data/key")
                .asString();
    }
}
