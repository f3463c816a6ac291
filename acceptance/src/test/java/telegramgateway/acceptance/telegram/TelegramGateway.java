package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import telegramgateway.demo.GatewayPorts;
import telegramgateway.demo.LocalGateway;
import telegramgateway.demo.ServiceProcess;
import telegramgateway.local.LocalProcess;
import telegramgateway.local.TemporaryDirectory;
import telegramgateway.simulator.Simulator;
import telegramgateway.simulator.world.Account;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Post;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** mtproto-native as a process with the real TDLib, its servers, and the Telegram that it is logged in at. */
final class TelegramGateway implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final String SESSION = "user";
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int SHOWN_CHARACTERS = 3_000;
    private static final String TOKEN_HEADER = "X-Gateway-Token";

    final Simulator simulator;
    final Path sessions = TemporaryDirectory.create("sessions");
    private final LocalGateway gateway;
    private final HttpClient http = HttpClient.newHttpClient();

    private TelegramGateway(Simulator simulator, Map<String, String> more) {
        this.simulator = simulator;
        Map<String, String> settings = new HashMap<>(simulator.client().environment());
        settings.put("TELEGRAM_API_ID", "12345");
        settings.put("TELEGRAM_API_HASH", "0123456789abcdef0123456789abcdef");
        settings.put("TELEGRAM_SESSION_DIR", sessions.toString());
        settings.put("TELEGRAM_LOGIN", "api");
        settings.put("TELEGRAM_HISTORY_PER_MINUTE", "6000");
        settings.put("COVERAGE_CHECK", "2s");
        settings.putAll(more);
        gateway = LocalGateway.prepareForTelegram(GatewayPorts.free(), settings);
    }

    /**
     * Skips the test visibly where TDLib is not installed.
     *
     * @param more settings beyond the usual
     */
    static TelegramGateway prepare(Map<String, String> more) {
        try {
            return new TelegramGateway(Simulator.start(), more);
        } catch (IllegalStateException e) {
            return abort(String.valueOf(e.getMessage()));
        }
    }

    ServiceProcess service() {
        return gateway.mtprotoNative();
    }

    /**
     * What a command prints and how it ends.
     *
     * @param output standard output and error
     */
    record Ended(int status, String output) {}

    /** Runs {@code bin/audit} with these arguments on this gateway's database and address. */
    Ended audit(String... arguments) throws IOException {
        Path log = Files.createTempFile(data().getParent(), "audit", ".txt");
        List<String> words =
                Stream.concat(Stream.of("audit"), Arrays.stream(arguments)).toList();
        try (LocalProcess audit = service().command(words, log)) {
            int status = audit.awaitExit(LIMIT);
            return new Ended(status, Files.readString(log));
        }
    }

    URI address() {
        return service().url();
    }

    /** The database and the cache are gone until {@link #restartServers}. */
    void stopServers() {
        gateway.postgres().stop();
        gateway.redis().stop();
    }

    void restartServers() {
        gateway.postgres().restart();
        gateway.redis().restart();
    }

    String log() throws IOException {
        return Files.readString(service().log());
    }

    private String logTail() {
        try {
            String log = log();
            return "the log ends with:\n" + log.substring(Math.max(0, log.length() - SHOWN_CHARACTERS));
        } catch (IOException e) {
            return e.toString();
        }
    }

    JsonNode get(String path) {
        return look(path).body();
    }

    Answer look(String path) {
        return send("GET", path, "");
    }

    /** A sample of the metrics, such as {@code x_total{reason="stale"}}; 0 when it is not there. */
    double metric(String sample) {
        HttpRequest request =
                HttpRequest.newBuilder(service().url().resolve("/metrics")).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(sample + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    /** The service's data directory. */
    Path data() {
        return service().log().resolveSibling("mtproto-native");
    }

    /** @param retryAfter the header; empty without it */
    record Answer(int status, JsonNode body, String retryAfter) {}

    private Answer send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(service().url().resolve(path))
                .timeout(LIMIT.plusSeconds(30))
                .header(TOKEN_HEADER, gateway.controlToken())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    JsonMapper.shared().readTree(answer.body()),
                    answer.headers().firstValue("Retry-After").orElse(""));
        } catch (IOException e) {
            return new Answer(0, JsonMapper.shared().createObjectNode(), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What lies there, whatever the answer; a header's name and value may follow. */
    HttpResponse<byte[]> bytes(String path, String... header) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service().url().resolve(path))
                .timeout(LIMIT)
                .header(TOKEN_HEADER, gateway.controlToken());
        if (header.length > 0) {
            request.headers(header);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** A step of the login, such as {@code phone}. */
    Answer step(String step, String value) {
        return post("/sessions/" + SESSION + "/" + step, "{\"value\": \"" + value + "\"}");
    }

    void awaitState(String state) {
        awaitState(SESSION, state);
    }

    void awaitState(String session, String state) {
        await().pollInterval(LOOK).atMost(LIMIT).untilAsserted(() -> {
            Answer answer = look("/sessions/" + session);
            assertThat(answer.body().path("state").asString(""))
                    .as(() -> "the session answers " + answer + ", and " + logTail())
                    .isEqualTo(state);
        });
    }

    /** Logs in by phone and code, and waits until updates are received. */
    void logIn(Account account) {
        awaitState("awaiting_login");
        assertThat(step("phone", account.phone()).status()).isEqualTo(200);
        assertThat(step("code", account.code()).status()).isEqualTo(200);
        awaitConnected();
    }

    void awaitConnected() {
        await().pollInterval(LOOK).atMost(LIMIT).until(() -> service().health().equals("healthy"));
        await().atMost(LIMIT).until(() -> simulator.world().listeners() > 0);
    }

    void watch(Channel channel, String username) {
        channel.named(username);
        watch(channel, (Object) ("@" + username));
    }

    /** A private channel, by its id. */
    void watch(Channel channel) {
        watch(channel, (Object) channel.chatId());
    }

    Answer register(Object channel) {
        return post("/channels", "{\"channel\": \"" + channel + "\"}");
    }

    private void watch(Channel channel, Object nameOrId) {
        await().pollInterval(LOOK).atMost(LIMIT).untilAsserted(() -> {
            Answer answer = register(nameOrId);
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            assertThat(answer.body().path("channelId").asLong()).isEqualTo(channel.chatId());
        });
    }

    /** What the database has of a channel: each message's text, {@code deleted} for one that was. */
    Map<Long, String> stored(Channel channel) {
        Map<Long, String> texts = new TreeMap<>();
        query(
                "SELECT message_id, text, kind FROM telegram_gateway.messages WHERE channel_id = ?",
                channel,
                row -> texts.put(row.getLong(1), row.getString(3).equals("deleted") ? "deleted" : row.getString(2)));
        return texts;
    }

    /** What the database says of each id of a channel. */
    Map<Long, String> coverage(Channel channel) {
        Map<Long, String> states = new TreeMap<>();
        query(
                "SELECT generate_series(lo, hi), state FROM telegram_gateway.channel_coverage WHERE channel_id = ?",
                channel,
                row -> states.put(row.getLong(1), row.getString(2)));
        return states;
    }

    /** The database loses a message, and knows it. */
    void loseRow(Channel channel, long messageId) {
        String sql = """
                WITH message AS (DELETE FROM telegram_gateway.messages WHERE channel_id = CHANNEL AND message_id = ID),
                  stored AS (DELETE FROM telegram_gateway.channel_coverage
                    WHERE channel_id = ? AND lo <= ID AND hi >= ID RETURNING lo, hi)
                INSERT INTO telegram_gateway.channel_coverage (channel_id, lo, hi, state)
                SELECT CHANNEL, lo, ID - 1, 'stored' FROM stored WHERE lo < ID
                UNION ALL SELECT CHANNEL, ID, ID, 'unknown'
                UNION ALL SELECT CHANNEL, ID + 1, hi, 'stored' FROM stored WHERE hi > ID
                RETURNING lo""";
        query(
                sql.replace("CHANNEL", Long.toString(channel.chatId())).replace("ID", Long.toString(messageId)),
                channel,
                _ -> {});
    }

    /** What the database says of a channel's ids, and what it has of them. */
    Ledger ledger(Channel channel) {
        NavigableMap<Long, Ledger.Interval> intervals = new TreeMap<>();
        query(
                "SELECT lo, hi, state, reason FROM telegram_gateway.channel_coverage WHERE channel_id = ?",
                channel,
                row -> intervals.put(
                        row.getLong(1), new Ledger.Interval(row.getLong(2), row.getString(3), row.getString(4))));
        return new Ledger(intervals, stored(channel));
    }

    /** The accounts whose copies of a channel's messages the database has. */
    Set<String> accounts(Channel channel) {
        Set<String> accounts = new TreeSet<>();
        query(
                "SELECT DISTINCT account FROM telegram_gateway.messages WHERE channel_id = ?",
                channel,
                row -> accounts.add(row.getString(1)));
        return accounts;
    }

    /** How many events of a channel the database has. */
    long events(Channel channel) {
        AtomicLong count = new AtomicLong();
        query(
                "SELECT count(*) FROM telegram_gateway.message_events WHERE channel_id = ?",
                channel,
                row -> count.set(row.getLong(1)));
        return count.get();
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, Channel channel, Row each) {
        try (Connection connection = gateway.database().connect();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, channel.chatId());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    each.read(row);
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** What Telegram has of a channel, in the same form. */
    static Map<Long, String> posted(Channel channel) {
        Map<Long, String> texts = new TreeMap<>();
        for (Post post : channel.everyPost()) {
            if (!post.isService()) {
                texts.put((long) post.id(), post.isDeleted() ? "deleted" : post.text());
            }
        }
        return texts;
    }

    void awaitStored(Channel channel, String text) {
        await().pollInterval(LOOK)
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(stored(channel).containsValue(text))
                        .as(this::logTail)
                        .isTrue());
    }

    void awaitStored(Channel... channels) {
        for (Channel channel : channels) {
            await().pollInterval(LOOK)
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(stored(channel)).isEqualTo(posted(channel)));
        }
    }

    @Override
    public void close() {
        gateway.close();
        simulator.close();
        http.close();
        TemporaryDirectory.delete(sessions);
    }
}
