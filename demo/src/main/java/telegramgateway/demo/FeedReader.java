package telegramgateway.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Polls gateway-api as a client does: from the oldest message, following {@code nextCursor}, to the end. */
final class FeedReader {

    private static final int PAGE = 1000;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(40);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;
    private final String key;

    FeedReader(URI api, String key) {
        this.api = api;
        this.key = key;
    }

    /** One message as the feed gave it, and which tier the page came from. */
    record Item(long messageId, long position, Written written, String source) {}

    /**
     * A channel's feed from the oldest message to the end.
     *
     * @throws DemoException when gateway-api does not answer as it should
     */
    List<Item> readAll(long channelId) {
        List<Item> items = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = get("/api/v1/messages/poll/" + channelId + "?limit=" + PAGE + cursor);
            String source = page.path("meta").path("source").asString("");
            JsonNode messages = page.path("data").path("messages");
            for (JsonNode message : messages) {
                items.add(new Item(
                        message.path("messageId").asLong(),
                        message.path("position").asLong(),
                        written(message),
                        source));
            }
            if (messages.isEmpty()) {
                return items;
            }
            cursor = "&cursor=" + page.path("data").path("nextCursor").asString("");
        }
    }

    private static Written written(JsonNode message) {
        return Written.of(
                Instant.parse(message.path("timestamp").asString()).getEpochSecond(),
                message.path("text").asString(""));
    }

    private JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(api.resolve(path))
                .timeout(ANSWER_LIMIT)
                .header("X-API-Key", key)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            if (answer.statusCode() != 200 || !body.path("success").asBoolean(false)) {
                throw new DemoException("gateway-api answers " + answer.statusCode() + " to " + path + ": "
                        + body.path("error").path("message").asString(""));
            }
            return body;
        } catch (IOException | JacksonException e) {
            throw new DemoException("gateway-api does not answer " + path + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while polling.", e);
        }
    }
}
