package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import telegramgateway.api.ApiClient.Answer;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalRedis;

/** Who is told by which credential. */
class RightsIT {
    private static final String TOKEN = "the-token-of-the-gateway";
    private static RunningApi api;

    @BeforeAll
    static void start() {
        LocalDatabase database = DatabaseServer.shared().createDatabase();
        RunningApi.migrate(database);
        api = RunningApi.start(LocalRedis.shared(), database, Map.of("GATEWAY_CONTROL_TOKEN", TOKEN));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void theGatewaysTokenOpensAsAKeyDoes() {
        assertThat(ask("X-Gateway-Token", TOKEN).status()).isEqualTo(200);
        Answer wrong = ask("X-Gateway-Token", TOKEN + "x");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("UNAUTHORIZED");
    }

    @Test
    void aWrongKeyIsNotMadeGoodByARightToken() {
        HttpRequest both = HttpRequest.newBuilder(api.client().uri("/api/v1/channels"))
                .header("X-API-Key", "the-wrong-key-of-the-tests")
                .header("X-Gateway-Token", TOKEN)
                .build();
        assertThat(api.client().send(both).status()).isEqualTo(401);
    }

    @Test
    void everyAnswerTellsBrowsersToBeCareful() {
        for (String path : new String[] {"/api/v1/channels", "/health", "/api/v1/none"}) {
            Answer answer = api.client().get(path);
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Set-Cookie")).isEmpty();
            assertThat(answer.header("Server")).isEmpty();
        }
    }

    @Test
    void whatIsNotInTheTableIsNotThere() {
        for (String method : new String[] {"GET", "POST", "DELETE"}) {
            HttpRequest request = HttpRequest.newBuilder(api.client().uri("/actuator"))
                    .header("X-API-Key", RunningApi.KEY)
                    .method(method, BodyPublishers.noBody())
                    .build();
            assertThat(api.client().send(request).code()).isEqualTo("NOT_FOUND");
        }
    }

    private static Answer ask(String header, String value) {
        return api.client()
                .send(HttpRequest.newBuilder(api.client().uri("/api/v1/channels"))
                        .header(header, value)
                        .build());
    }
}
