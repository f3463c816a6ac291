package telegramgateway.mtproto.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.service.settings.Secret;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway that runs, over HTTP. What is sent is in no message. Every method throws {@link SessionException} with a
 * sentence when the gateway refuses or breaks off. Safe for use by several threads.
 */
public final class RunningGateway implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
    private final URI address;
    private final Optional<Secret> token;

    /**
     * @param address such as {@code http://127.0.0.1:4006}
     * @param token its {@code GATEWAY_CONTROL_TOKEN}; empty is refused by any gateway that answers
     */
    public RunningGateway(URI address, Optional<Secret> token) {
        this.address = address;
        this.token = token;
    }

    public URI address() {
        return address;
    }

    /** What it answers; empty when nobody listens at the address. */
    public Optional<JsonNode> ifThere(String path) {
        try {
            return Optional.of(ask("GET", path, "", ANSWER_LIMIT));
        } catch (ConnectException _) {
            return Optional.empty();
        }
    }

    public JsonNode get(String path) {
        return connected("GET", path, "", ANSWER_LIMIT);
    }

    /** Posts a JSON object. */
    public JsonNode post(String path, Map<String, ?> body, Duration limit) {
        return connected("POST", path, JSON.writeValueAsString(body), limit);
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode connected(String method, String path, String body, Duration limit) {
        try {
            return ask(method, path, body, limit);
        } catch (ConnectException e) {
            throw new SessionException(
                    "No gateway answers at " + address + ".", "Start it, or name another with --url.", e);
        }
    }

    private JsonNode ask(String method, String path, String body, Duration limit) throws ConnectException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(limit)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        token.ifPresent(it -> request.header("X-Gateway-Token", it.reveal()));
        HttpResponse<String> answer = send(request.build());
        if (answer.statusCode() == 401 || answer.statusCode() == 403) {
            throw new SessionException(
                    "The gateway at " + address + " refuses the token.",
                    "Set GATEWAY_CONTROL_TOKEN or GATEWAY_CONTROL_TOKEN_FILE to the one that it was started with.");
        }
        if (answer.statusCode() / 100 != 2) {
            throw refusal(answer);
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw notAGateway(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws ConnectException {
        try {
            return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (ConnectException e) {
            throw e;
        } catch (IOException e) {
            throw new SessionException(
                    "The connection to " + address + " broke (" + e.getMessage() + ").",
                    "Look at the gateway's log, and run the command again.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionException("Interrupted while asking " + address + ".", "Run the command again.", e);
        }
    }

    private SessionException refusal(HttpResponse<String> answer) {
        try {
            JsonNode error = JSON.readTree(answer.body()).path("error");
            String message = error.path("message").asString("");
            if (!message.isEmpty()) {
                return new SessionException(
                        message, error.path("details").path("hint").asString(""));
            }
        } catch (JacksonException _) {
            // Said below.
        }
        return new SessionException(
                "What answers at " + address + " says " + answer.statusCode() + ".",
                "Name mtproto-native's address with --url.");
    }

    /** Something answers, and not what a gateway would. */
    public SessionException notAGateway(Exception cause) {
        return new SessionException(
                "What answers at " + address + " is no mtproto-native of this version.",
                "Name another with --url.",
                cause);
    }
}
