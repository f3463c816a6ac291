package telegramgateway.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the API that trusts nothing: every answer must be what the OpenAPI document says. */
final class ApiClient {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

    /** Longer than the longest wait that a client may ask for. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final String key;

    ApiClient(int port, String key) {
        this.port = port;
        this.key = key;
    }

    int port() {
        return port;
    }

    ApiClient withKey(String other) {
        return new ApiClient(port, other);
    }

    Answer get(String pathAndQuery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(pathAndQuery)).timeout(PATIENCE);
        if (!key.isEmpty()) {
            request.header("X-API-Key", key);
        }
        return described("get", pathAndQuery, request);
    }

    Answer post(String path, String body) {
        return change("post", path, body);
    }

    /** Sends a body, if it is not empty. */
    Answer change(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(PATIENCE)
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .method(method.toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.ofString(body));
        return described(method, path, request);
    }

    private Answer described(String method, String pathAndQuery, HttpRequest.Builder request) {
        Answer answer = send(request.build());
        DOCUMENT.assertDescribes(method, pathAndQuery.replaceAll("\\?.*", ""), answer.status(), answer.body());
        return answer;
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port + pathAndQuery);
    }

    /** An answer and what tests look at. */
    record Answer(HttpResponse<byte[]> response) {

        int status() {
            return response.statusCode();
        }

        String body() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        /** {@code error.code}. */
        String code() {
            return json().at("/error/code").asString();
        }

        String nextCursor() {
            return json().at("/data/nextCursor").asString();
        }

        JsonNode meta(String name) {
            return json().at("/meta/" + name);
        }

        List<Long> messageIds() {
            List<Long> ids = new ArrayList<>();
            json().at("/data/messages")
                    .forEach(message -> ids.add(message.get("messageId").asLong()));
            return ids;
        }

        /** The bytes between {@code "messages":[} and {@code ],"nextCursor"}. */
        String messagesText() {
            String body = body();
            return body.substring(body.indexOf('[') + 1, body.lastIndexOf("],\"nextCursor\""));
        }
    }
}
