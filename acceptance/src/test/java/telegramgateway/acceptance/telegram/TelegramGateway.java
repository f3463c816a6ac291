package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
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
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import telegramgateway.demo.GatewayPorts;
import telegramgateway.demo.LocalGateway;
import telegramgateway.demo.ServiceProcess;
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

    private TelegramGateway(Simulator simulator) {
        this.simulator = simulator;
        Map<String, String> settings = new HashMap<>(simulator.client().environment());
        settings.put("TELEGRAM_API_ID", "12345");
        settings.put("TELEGRAM_API_HASH", "0123456789abcdef0123456789abcdef");
        settings.put("TELEGRAM_SESSION_DIR", sessions.toString());
        settings.put("TELEGRAM_LOGIN", "api");
        gateway = LocalGateway.prepareForTelegram(GatewayPorts.free(), settings);
    }

    /** Skips the test visibly where TDLib is not installed. */
    static TelegramGateway prepare() {
        try {
            return new TelegramGateway(Simulator.start());
        } catch (IllegalStateException e) {
            return abort(String.valueOf(e.getMessage()));
        }
    }

    ServiceProcess service() {
        return gateway.mtprotoNative();
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
        return send("GET", path, "").body();
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    record Answer(int status, JsonNode body) {}

    private Answer send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(service().url().resolve(path))
                .timeout(LIMIT.plusSeconds(30))
                .header(TOKEN_HEADER, gateway.controlToken())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JsonMapper.shared().readTree(answer.body()));
        } catch (IOException e) {
            return new Answer(0, JsonMapper.shared().createObjectNode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A step of the login, such as {@code phone}. */
    Answer step(String step, String value) {
        return post("/sessions/" + SESSION + "/" + step, "{\"value\": \"" + value + "\"}");
    }

    String state() {
        return get("/sessions/" + SESSION).path("state").asString("");
    }

    void awaitState(String state) {
        await().pollInterval(LOOK)
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(state()).as(this::logTail).isEqualTo(state));
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
        await().pollInterval(LOOK).atMost(LIMIT).untilAsserted(() -> {
            Answer answer = post("/channels", "{\"channel\": \"@" + username + "\"}");
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            assertThat(answer.body().path("channelId").asLong()).isEqualTo(channel.chatId());
        });
    }

    /** What the database has of a channel: each message's text, {@code null} for a deleted one. */
    Map<Long, String> stored(Channel channel) {
        Map<Long, String> texts = new TreeMap<>();
        try (Connection connection = gateway.database().connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT message_id, text, kind FROM telegram_gateway.messages WHERE channel_id = ?")) {
            query.setLong(1, channel.chatId());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    texts.put(row.getLong(1), row.getString(3).equals("deleted") ? "deleted" : row.getString(2));
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return texts;
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
