package telegramgateway.control;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Talks to a running mtproto-native. Every method throws {@link ControlException} with a sentence when the gateway does
 * not answer or refuses. Safe for use by several threads.
 */
public final class GatewayControl implements AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    /** The gateway gives Telegram 30 seconds for each of two questions. */
    private static final Duration TELEGRAM_LIMIT = Duration.ofSeconds(70);
    /** A whole account's export may be gigabytes. */
    private static final Duration UPLOAD_LIMIT = Duration.ofHours(1);

    private static final int ANSWER_SHOWN_CHARACTERS = 300;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
    private final URI gateway;
    private final String token;

    /** @param token the gateway's {@code GATEWAY_CONTROL_TOKEN} */
    public GatewayControl(URI gateway, String token) {
        this.gateway = gateway;
        this.token = token;
    }

    /** Hands over an export file, plain or gzip. Returns the job's id once the gateway has the whole file. */
    public String startImport(Path export, ImportRequest request) {
        try {
            return json("POST", "/imports?" + request.query(), BodyPublishers.ofFile(export), UPLOAD_LIMIT)
                    .path("id")
                    .asString("");
        } catch (FileNotFoundException e) {
            throw new ControlException("There is no readable file " + export + ".", e);
        }
    }

    public ImportJob job(String id) {
        return ImportJob.parse(get("/imports/" + id));
    }

    public JournalBalance journal() {
        return JournalBalance.parse(get("/journal"));
    }

    /**
     * Makes the gateway the owner of a channel that another owns, or of all.
     *
     * @param channel an id, or {@code all}
     * @return the new epoch of each channel that changed hands
     */
    public Map<String, Long> takeOver(String channel) {
        Map<String, Long> taken = new TreeMap<>();
        json("POST", "/takeover?channel=" + channel, BodyPublishers.noBody(), ANSWER_LIMIT)
                .path("taken")
                .properties()
                .forEach(entry -> taken.put(entry.getKey(), entry.getValue().asLong()));
        return taken;
    }

    /** The name of the state that a session is in, such as {@code ready}. */
    public String sessionState(String session) {
        return get("/sessions/" + session).path("state").asString("");
    }

    /** Takes a step of a session's login, such as {@code phone}. */
    public void loginStep(String session, String step, String value) {
        json(request("/sessions/" + session + "/" + step, TELEGRAM_LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("value", value))))
                .build());
    }

    /** As {@link #watch}, for its effect only. */
    public void watchChannel(String nameOrId) {
        watch(nameOrId);
    }

    /** The channels whose messages it takes from Telegram. */
    List<WatchedChannel> channels() {
        return WatchedChannel.parseAll(get("/channels"));
    }

    /** Makes the account join a channel, and takes its messages from now on. */
    WatchedChannel watch(String nameOrId) {
        BodyPublisher wanted = BodyPublishers.ofString(JSON.writeValueAsString(Map.of("channel", nameOrId)));
        return WatchedChannel.parse(json(request("/channels", TELEGRAM_LIMIT)
                .header("Content-Type", "application/json")
                .POST(wanted)
                .build()));
    }

    /** Takes nothing more of a channel. */
    void unwatch(String id) {
        json("DELETE", "/channels/" + id, BodyPublishers.noBody(), ANSWER_LIMIT);
    }

    /** The rules by which it forwards within Telegram. */
    List<ForwardingLine> forwardings() {
        return ForwardingLine.parseAll(get("/forwarding-rules"));
    }

    /**
     * Adds a rule of forwarding.
     *
     * @param channel null for every registered one
     * @param filter null for none
     */
    ForwardingLine forward(@Nullable Long channel, long destination, @Nullable String filter) {
        ObjectNode rule = JSON.createObjectNode()
                .put("channelId", channel)
                .put("destination", destination)
                .put("filter", filter);
        return ForwardingLine.parse(json(request("/forwarding-rules", TELEGRAM_LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(rule)))
                .build()));
    }

    /** Removes a rule of forwarding. */
    void removeForwarding(String number) {
        json("DELETE", "/forwarding-rules/" + number, BodyPublishers.noBody(), ANSWER_LIMIT);
    }

    FailureQueue failureQueue() {
        return FailureQueue.parse(get("/failure-queue"));
    }

    /** Asks for a run that publishes the failure queue again, and returns at once. */
    FailureQueue recoverFailureQueue() {
        return FailureQueue.parse(json("POST", "/failure-queue/recover", BodyPublishers.noBody(), ANSWER_LIMIT));
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode get(String path) {
        return json("GET", path, BodyPublishers.noBody(), ANSWER_LIMIT);
    }

    private JsonNode json(String method, String path, BodyPublisher body, Duration limit) {
        return json(request(path, limit).method(method, body).build());
    }

    private HttpRequest.Builder request(String path, Duration limit) {
        return HttpRequest.newBuilder(gateway.resolve(path)).timeout(limit).header("X-Gateway-Token", token);
    }

    private JsonNode json(HttpRequest request) {
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() == 401 || answer.statusCode() == 403) {
            throw new ControlException("The gateway refuses the token: set GATEWAY_CONTROL_TOKEN or"
                    + " GATEWAY_CONTROL_TOKEN_FILE to the one that the gateway was started with.");
        }
        if (answer.statusCode() / 100 != 2) {
            throw new ControlException("The gateway answers " + answer.statusCode() + ": " + reason(answer.body()));
        }
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (ConnectException e) {
            throw new ControlException(
                    "No mtproto-native answers at " + gateway + ": start it, or name another with --url.", e);
        } catch (IOException e) {
            throw new ControlException("The connection to " + gateway + " broke: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlException("Interrupted while asking " + gateway + ".", e);
        }
    }

    /** The message of the error envelope, or the start of whatever else was answered. */
    private static String reason(String body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            String message = error.path("message").asString("");
            String hint = error.path("details").path("hint").asString("");
            if (!message.isEmpty()) {
                return hint.isEmpty() ? message : message + ". " + hint;
            }
        } catch (JacksonException e) {
            // Not one of ours; shown as it is.
        }
        return body.substring(0, Math.min(body.length(), ANSWER_SHOWN_CHARACTERS));
    }
}
