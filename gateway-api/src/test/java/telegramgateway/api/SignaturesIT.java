package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import telegramgateway.api.ApiClient.Answer;
import telegramgateway.api.clients.SigningSecret;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalRedis;
import telegramgateway.service.settings.Secret;
import tools.jackson.databind.JsonNode;

/** Requests that are signed, and the ways in which they may be wrong. */
class SignaturesIT {
    private static final String SERVICE_SECRET = "the-token-secret-of-all-the-tests-here";
    private static final String CHANNELS = "/api/v1/channels";
    private static LocalRedis redis;
    private static RunningApi api;
    private static String key;
    private static String prefix;
    private static String signingSecret;

    @BeforeAll
    static void start() {
        redis = LocalRedis.start();
        LocalDatabase database = DatabaseServer.shared().createDatabase();
        RunningApi.migrate(database);
        api = RunningApi.start(redis, database, Map.of());
        JsonNode made = api.client()
                .post("/api/v1/clients", "{\"name\":\"signer\",\"role\":\"admin\",\"signed\":true}")
                .json();
        key = made.at("/data/key").asString();
        prefix = key.substring(0, 14);
        signingSecret = made.at("/data/signingSecret").asString();
    }

    @AfterAll
    static void stop() {
        api.close();
        redis.close();
    }

    @Test
    void aSignedRequestNeedsNoKeyAndIsTakenOnce() {
        Signed request = new Signed("GET", CHANNELS, "");
        assertThat(request.send().status()).isEqualTo(200);
        Answer replayed = request.send();
        assertThat(replayed.status()).isEqualTo(401);
        assertThat(replayed.code()).isEqualTo("SIGNATURE_INVALID");
        assertThat(replayed.body()).contains("used before");
    }

    @Test
    void theKeyAloneIsNotEnough() {
        assertThat(api.client().withKey(key).get(CHANNELS).code()).isEqualTo("SIGNATURE_INVALID");
        assertThat(api.client().withKey(prefix).get(CHANNELS).status()).isEqualTo(401);
    }

    @Test
    void aTokenIsNotEnoughEither() {
        Answer tokens = new Signed("POST", "/api/v1/auth/token", "").send();
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        HttpRequest request = HttpRequest.newBuilder(api.client().uri(CHANNELS))
                .header(
                        "Authorization",
                        "Bearer " + tokens.json().at("/data/accessToken").asString())
                .build();
        assertThat(api.client().send(request).code()).isEqualTo("SIGNATURE_INVALID");
    }

    @Test
    void whatIsChangedOnTheWayIsRefused() {
        String body = "{\"name\":\"a-" + UUID.randomUUID() + "\",\"role\":\"reader\"}";
        assertThat(new Signed("POST", "/api/v1/clients", body)
                        .sentAs("POST", "/api/v1/clients", body.replace("reader", "admin"))
                        .status())
                .isEqualTo(401);
        assertThat(new Signed("GET", CHANNELS, "")
                        .sentAs("GET", CHANNELS + "?a=1", "")
                        .status())
                .isEqualTo(401);
        assertThat(new Signed("GET", CHANNELS, "")
                        .sentAs("GET", "/api/v1/clients", "")
                        .status())
                .isEqualTo(401);
        assertThat(new Signed("GET", "/api/v1/clients/signer", "")
                        .sentAs("DELETE", "/api/v1/clients/signer", "")
                        .status())
                .isEqualTo(401);
        assertThat(new Signed("POST", "/api/v1/clients", body).send().status()).isEqualTo(201);
    }

    @Test
    void oldAndFutureOnesAreRefused() {
        for (int seconds : new int[] {-400, 400}) {
            Signed request = new Signed("GET", CHANNELS, "", Instant.now().getEpochSecond() + seconds);
            assertThat(request.send().body()).contains("minutes from now");
        }
    }

    @Test
    void whileRedisIsAwayNobodyCanTellAReplay() {
        redis.stop();
        try {
            Answer answer = new Signed("GET", CHANNELS, "").send();
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("STORE_UNAVAILABLE");
            assertThat(api.client().get(CHANNELS).status()).isEqualTo(200);
        } finally {
            redis.restart();
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> new Signed("GET", CHANNELS, "").send().status() == 200);
    }

    /** The example of docs/api.md, as it stands there, in a shell. */
    @Test
    void theExampleOfThePageWorks() throws IOException, InterruptedException {
        String page = Files.readString(Path.of("..", "docs", "api.md"));
        Matcher example =
                Pattern.compile("```\n(secret=.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(example.find()).isTrue();
        String script = example.group(1)
                .replaceFirst("secret=\\S+", "secret=" + signingSecret)
                .replaceFirst("prefix=\\S+", "prefix=" + prefix)
                .replace(
                        "http://localhost:4010",
                        "http://127.0.0.1:" + api.client().port());
        Process shell = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        assertThat(said).contains("\"success\":true");
    }

    /** A request with its signature. */
    private record Signed(String method, String path, String body, long seconds, String nonce) {
        Signed(String method, String path, String body) {
            this(method, path, body, Instant.now().getEpochSecond());
        }

        Signed(String method, String path, String body, long seconds) {
            this(method, path, body, seconds, UUID.randomUUID().toString());
        }

        Answer send() {
            return sentAs(method, path, body);
        }

        Answer sentAs(String otherMethod, String otherPath, String otherBody) {
            return api.client()
                    .send(HttpRequest.newBuilder(api.client().uri(otherPath))
                            .method(otherMethod, BodyPublishers.ofString(otherBody))
                            .header("X-API-Key", prefix)
                            .header("X-Timestamp", String.valueOf(seconds))
                            .header("X-Nonce", nonce)
                            .header("X-Signature", signature())
                            .build());
        }

        private String signature() {
            String text = String.join("\n", method, path, String.valueOf(seconds), nonce, sha256());
            return HexFormat.of()
                    .formatHex(
                            SigningSecret.of(Secret.of(SERVICE_SECRET), prefix).sign(text));
        }

        private String sha256() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
