package telegramgateway.api;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of WebSockets. */
final class SocketStream implements WebSocket.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final boolean reads;
    private final WebSocket socket;

    private SocketStream(ApiClient client, String path, String key, boolean reads) {
        this.reads = reads;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("X-API-Key", key)
                .buildAsync(URI.create("ws://127.0.0.1:" + client.port() + path), this)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    static SocketStream open(ApiClient client, String path) {
        return open(client, path, RunningApi.KEY);
    }

    static SocketStream open(ApiClient client, String path, String key) {
        return new SocketStream(client, path, key, true);
    }

    /** One that takes nothing until it is told to. */
    static SocketStream silent(ApiClient client, String path) {
        return new SocketStream(client, path, RunningApi.KEY, false);
    }

    void read() {
        socket.request(Long.MAX_VALUE);
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reads) {
            opened.request(Long.MAX_VALUE);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
            messages.add(JsonMapper.shared().readTree(part.toString()));
            part.setLength(0);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.complete("cut: " + failure);
    }

    JsonNode next() {
        try {
            JsonNode message = messages.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (message == null) {
                throw new AssertionError("No message within " + PATIENCE);
            }
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode next(String type) {
        JsonNode message = next();
        while (!message.get("type").asString().equals(type)) {
            message = next();
        }
        return message;
    }

    /** Code and reason of the close frame. */
    String closed() {
        return closed.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    void close() {
        socket.abort();
    }
}
