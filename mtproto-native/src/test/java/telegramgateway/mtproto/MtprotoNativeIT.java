package telegramgateway.mtproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import telegramgateway.local.LocalRedis;
import telegramgateway.mtproto.push.EndpointOnLoopback;
import telegramgateway.service.ServiceShell;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service from outside, on real servers. */
class MtprotoNativeIT {
    private static final String TOKEN = "a-token-of-the-tests";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TestServers SERVERS = TestServers.onSharedPostgres();

    private static final AtomicInteger CHANNEL = new AtomicInteger(1_234_567_890);

    @TempDir
    private static Path directory;

    private static final EndpointOnLoopback ENDPOINT = new EndpointOnLoopback();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static ConfigurableApplicationContext service;

    /** Each test has a channel of its own. */
    private final int channel = CHANNEL.incrementAndGet();

    @BeforeAll
    static void start() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GATEWAY_PORT", "0",
                "GATEWAY_CONTROL_TOKEN", TOKEN,
                "GATEWAY_DATA_DIR", directory.resolve("data").toString(),
                "GATEWAY_IMPORT_MAX_SIZE", "2MB",
                "TIMESCALEDB_HOST", SERVERS.database().host(),
                "TIMESCALEDB_PORT", Integer.toString(SERVERS.database().port()),
                "TIMESCALEDB_DATABASE", SERVERS.database().name(),
                "TIMESCALEDB_USER", SERVERS.database().user(),
                "TIMESCALEDB_PASSWORD", SERVERS.database().password(),
                "REDIS_URL", LocalRedis.shared().url()));
        environment.put("API_ENDPOINT", ENDPOINT.address().toString());
        environment.put("API_SECRET_TOKEN", EndpointOnLoopback.TOKEN);
        service = ServiceShell.start(MtprotoNative.class, environment, MtprotoNative.SETTINGS);
    }

    @AfterAll
    static void stop() {
        service.close();
        HTTP.close();
        ENDPOINT.close();
    }

    private byte[] export(int messages) {
        return TestExports.of(channel, messages);
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        String port = service.getEnvironment().getProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> answer = send("GET", path, BodyPublishers.noBody(), "X-Gateway-Token", TOKEN);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> post(String query, byte[] export, String... headers)
            throws IOException, InterruptedException {
        String[] all = new String[headers.length + 2];
        all[0] = "X-Gateway-Token";
        all[1] = TOKEN;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send("POST", "/imports?" + query, BodyPublishers.ofByteArray(export), all);
    }

    private JsonNode ended(HttpResponse<String> started) {
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String id = JSON.readTree(started.body()).get("id").asString();
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> get("/imports/" + id),
                        job -> !job.get("state").asString().equals("running"));
    }

    private void awaitDelivered() {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            JsonNode targets = get("/journal").get("targets");
            return targets.get("cache").get("pending").asLong() == 0
                    && targets.get("database").get("pending").asLong() == 0;
        });
    }

    @Test
    void aReplayIsPushedAndAnImportOfOldMessagesIsNot() throws Exception {
        ended(post("mode=replay&speed=max", export(20)));
        await().untilAsserted(() ->
                assertThat(ENDPOINT.positions(TestExports.channelId(channel))).hasSize(20));
        int before = ENDPOINT.requests.get();
        ended(post("mode=import", TestExports.of(CHANNEL.incrementAndGet(), 20)));
        await().untilAsserted(() ->
                assertThat(get("/journal").at("/targets/push/pending").asLong()).isZero());

        assertThat(ENDPOINT.requests).hasValue(before);
        assertThat(ENDPOINT.wrong).isEmpty();
        assertThat(get("/failure-queue").get("size").asLong()).isZero();
        HttpResponse<String> recover =
                send("POST", "/failure-queue/recover", BodyPublishers.noBody(), "X-Gateway-Token", TOKEN);
        assertThat(recover.statusCode()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(
                        get("/failure-queue").at("/recovery/state").asString())
                .isEqualTo("done"));
        assertThat(send("GET", "/metrics", BodyPublishers.noBody()).body())
                .contains(
                        "\ntelegram_messages_published_total ",
                        "\ntelegram_publish_failures_total{reason=\"max_retries\"} ",
                        "\ntelegram_retry_attempts_total{attempt_number=\"3\"} ",
                        "\ntelegram_failure_queue_size ",
                        "\ntelegram_messages_received_total{channel_id=");
    }

    @Test
    void anExportIsImportedOnceHoweverOftenItIsHandedOver() throws Exception {
        JsonNode first = ended(post("mode=import&name=made+up", export(1_000)));
        JsonNode second = ended(post("mode=import", export(1_000)));
        awaitDelivered();

        assertThat(first.get("state").asString()).isEqualTo("done");
        assertThat(first.get("name").asString()).isEqualTo("made up");
        assertThat(first.get("received").asLong()).isEqualTo(1_001);
        assertThat(first.get("accepted").asLong()).isEqualTo(1_000);
        assertThat(first.get("rejected").get("service").asLong()).isEqualTo(1);
        assertThat(first.get("bytesRead")).isEqualTo(first.get("bytesTotal"));
        assertThat(first.at("/chats/0/channelId").asLong()).isEqualTo(TestExports.channelId(channel));
        assertThat(first.at("/chats/0/messages").asLong()).isEqualTo(1_000);
        assertThat(second.get("unchanged").asLong()).isEqualTo(1_000);
        assertThat(rowsOf("messages")).isEqualTo(1_000);
        assertThat(rowsOf("message_events")).isEqualTo(1_000);
        assertThat(rowsOf("channels")).isEqualTo(1);
        assertThat(get("/journal").at("/targets/cache/passedOver").asLong()).isGreaterThanOrEqualTo(1_000);
        assertBooksBalance();
    }

    private long rowsOf(String table) {
        return SERVERS.number("SELECT count(*) FROM telegram_gateway." + table + " WHERE channel_id = "
                + TestExports.channelId(channel));
    }

    private void assertBooksBalance() {
        JsonNode books = get("/journal");
        long rejected =
                books.get("rejected").valueStream().mapToLong(JsonNode::asLong).sum();
        assertThat(books.get("received").asLong())
                .isEqualTo(books.get("accepted").asLong() + rejected);
        assertThat(books.get("waiting").asLong()).isZero();
        for (JsonNode target : books.get("targets")) {
            assertThat(target.get("accepted").asLong())
                    .as(target.toString())
                    .isEqualTo(target.get("delivered").asLong()
                            + target.get("parked").asLong()
                            + target.get("passedOver").asLong()
                            + target.get("pending").asLong());
        }
        assertThat(books.get("appliedByDatabase").asLong())
                .isEqualTo(books.at("/targets/database/delivered").asLong());
    }

    @Test
    void aReplayReachesCacheAndDatabase() throws Exception {
        JsonNode job = ended(post("mode=replay", export(300), "Content-Encoding", "identity"));
        awaitDelivered();

        assertThat(job.get("accepted").asLong()).isEqualTo(300);
        assertThat(get("/journal").at("/targets/cache/delivered").asLong()).isGreaterThanOrEqualTo(300);
        assertThat(rowsOf("messages")).isEqualTo(300);
        assertBooksBalance();
        String metrics = send("GET", "/metrics", BodyPublishers.noBody()).body();
        assertThat(metrics)
                .contains("gateway_received_total ")
                .contains("gateway_accepted_total ")
                .contains("gateway_rejected_total{reason=\"service\"} ")
                .contains("gateway_waiting 0.0")
                .contains(
                        "telegram_messages_received_total{channel_id=\"" + TestExports.channelId(channel) + "\"} 301.0")
                .contains("gateway_database_applied ")
                .contains("gateway_target_events{state=\"pending\",target=\"database\"} 0.0")
                .contains("message_stage_seconds_bucket{stage=\"stored\"")
                .contains("message_stage_seconds_bucket{stage=\"cached\"")
                .contains("message_stage_seconds_bucket{stage=\"accepted\"")
                .contains("redis_failures_total");
    }

    @Test
    void whatIsKnownOfTheIdsOfAChannelIsCounted() throws Exception {
        byte[] export = new String(export(20), StandardCharsets.UTF_8)
                .replaceAll("\\{\"id\":(7|8|9),[^}]*}[^}]*},\n", "")
                .getBytes(StandardCharsets.UTF_8);
        ended(post("mode=import", export));
        awaitDelivered();
        String channelId = "{channel_id=\"" + TestExports.channelId(channel) + "\"} ";
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                send("GET", "/metrics", BodyPublishers.noBody()).body())
                        .contains("telegram_coverage_unknown_ids" + channelId + "0.0")
                        .contains("telegram_coverage_absent_ids" + channelId + "3.0")
                        .contains("telegram_coverage_refused_ids" + channelId + "1.0"));
        assertThat(rowsOf("channel_coverage")).isEqualTo(4);
    }

    @Test
    void aDryRunHandsNothingOver() throws Exception {
        JsonNode job = ended(post("mode=import&dryRun=true", export(50)));

        assertThat(job.get("received").asLong()).isEqualTo(51);
        assertThat(job.get("accepted").asLong()).isZero();
        assertThat(job.get("chats").get(0).get("messages").asLong()).isEqualTo(50);
        assertThat(rowsOf("channels")).isZero();
        assertBooksBalance();
    }

    @Test
    void aSlowReplayCanBeCancelled() throws Exception {
        HttpResponse<String> started = post("mode=replay&speed=1", export(50));
        String id = JSON.readTree(started.body()).get("id").asString();
        await().until(() -> get("/imports/" + id).get("accepted").asLong() == 1);
        HttpResponse<String> cancelled =
                send("DELETE", "/imports/" + id, BodyPublishers.noBody(), "X-Gateway-Token", TOKEN);

        assertThat(JSON.readTree(cancelled.body()).get("state").asString()).isEqualTo("cancelled");
        assertThat(get("/imports").get(0).get("state").asString()).isEqualTo("cancelled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"})
    void theBodyIsTheFileWhateverItsContentTypeSays(String type) throws Exception {
        JsonNode job = ended(post("mode=import&dryRun=true", export(3), "Content-Type", type));

        assertThat(job.get("received").asLong()).isEqualTo(4);
    }

    @Test
    void aFileThatIsNoExportFailsWithAReason() throws Exception {
        JsonNode job = ended(post("mode=import", "<html>not found</html>".getBytes(StandardCharsets.UTF_8)));

        assertThat(job.get("state").asString()).isEqualTo("failed");
        assertThat(job.get("error").asString()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode=teleport", "speed=0", "speed=fast", "zone=Nowhere", "dryRun=maybe", "speed=2"})
    void impossibleRequestsAreRefused(String query) throws Exception {
        HttpResponse<String> answer = post(query, export(1));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).at("/error/code").asString()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedAndLeavesNothing() throws Exception {
        HttpResponse<String> answer = post("mode=import", new byte[3 << 20]);

        assertThat(answer.statusCode()).isEqualTo(413);
        try (Stream<Path> files = Files.list(directory.resolve("data/imports"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".export"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/imports", "/journal", "/imports/00000000-0000-0000-0000-000000000000", "/", "/nothing"})
    void withoutTheTokenNothingIsAnswered(String path) throws Exception {
        assertThat(send("GET", path, BodyPublishers.noBody()).statusCode()).isEqualTo(401);
        assertThat(send("GET", path, BodyPublishers.noBody(), "X-Gateway-Token", "wrong")
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "..%2fjournal.db", "x"})
    void anUnknownImportIsNotFound(String id) throws Exception {
        HttpResponse<String> answer = send("GET", "/imports/" + id, BodyPublishers.noBody(), "X-Gateway-Token", TOKEN);

        assertThat(answer.statusCode()).isBetween(400, 404);
    }

    @Test
    void healthNeedsNoTokenAndSaysWhatTheSpecificationSays() throws Exception {
        JsonNode health = await().until(
                        () -> JSON.readTree(
                                send("GET", "/health", BodyPublishers.noBody()).body()),
                        answer -> answer.get("status").asString().equals("healthy"));

        assertThat(health.propertyNames())
                .containsExactly("status", "telegram", "source", "journal", "tiers", "uptime", "timestamp");
        assertThat(health.get("telegram").asString()).isEqualTo("not configured");
        assertThat(health.at("/tiers/cache/status").asString()).isEqualTo("up");
        assertThat(health.at("/tiers/database/status").asString()).isEqualTo("up");
        assertThat(health.at("/journal/state").asString()).isEqualTo("accepting");
    }

    @Test
    void aTakeoverIsAskedForWithTheTokenAndNamesItsChannels() throws Exception {
        String path = "/takeover?channel=";
        ended(post("mode=import", export(10)));
        awaitDelivered();
        SERVERS.execute("UPDATE telegram_gateway.channels SET owner = '" + UUID.randomUUID() + "' WHERE channel_id = "
                + TestExports.channelId(channel));
        HttpResponse<String> taken = send("POST", path + "all", BodyPublishers.noBody(), "X-Gateway-Token", TOKEN);

        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(JSON.readTree(taken.body())
                        .at("/taken/" + TestExports.channelId(channel))
                        .asLong())
                .isEqualTo(1);
        assertThat(send("POST", path + "-1", BodyPublishers.noBody(), "X-Gateway-Token", TOKEN)
                        .body())
                .isEqualTo("{\"taken\":{}}");
        assertThat(send("POST", path + "x", BodyPublishers.noBody(), "X-Gateway-Token", TOKEN)
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", path + "all", BodyPublishers.noBody()).statusCode())
                .isEqualTo(401);
    }
}
