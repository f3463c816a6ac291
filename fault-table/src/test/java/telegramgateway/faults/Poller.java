package telegramgateway.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients of gateway-api, one per channel, that follow {@code nextCursor} from the beginning and keep the last that
 * they were told of each message. An answer that is no answer makes them ask again with the same cursor.
 */
final class Poller implements AutoCloseable {
    private static final int PAGE = 500;
    private static final int WAIT_SECONDS = 1;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(40);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final URI api;
    private final String key;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Long, Map<Long, Written>> seen = new ConcurrentHashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong fromCache = new AtomicLong();
    private final AtomicLong fromDatabase = new AtomicLong();
    private volatile boolean paused;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<CompletableFuture<Void>> clients = new ArrayList<>();

    Poller(URI api, String key, List<Long> channels) {
        this.api = api;
        this.key = key;
        for (long channel : channels) {
            clients.add(CompletableFuture.runAsync(() -> follow(channel), Thread.ofVirtual()::start));
        }
    }

    /** What the channel's client was told last of each message. */
    Map<Long, Written> seen(long channel) {
        return new HashMap<>(seenOf(channel));
    }

    /** Asks nothing more until it is resumed. */
    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
    }

    private Map<Long, Written> seenOf(long channel) {
        return seen.computeIfAbsent(channel, _ -> new ConcurrentHashMap<>());
    }

    /** What no client may ever see, in words. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    /** Pages with messages that the cache answered, and those that the database answered. */
    long fromCache() {
        return fromCache.get();
    }

    long fromDatabase() {
        return fromDatabase.get();
    }

    private void follow(long channel) {
        long position = 0;
        String cursor = "";
        try {
            while (stopping.getCount() > 0) {
                // Asking without a pause would take the cores from what is watched.
                stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                JsonNode page = paused ? null : ask(channel, cursor);
                if (page == null) {
                    continue;
                }
                JsonNode messages = page.path("data").path("messages");
                for (JsonNode message : messages) {
                    long next = message.path("position").asLong();
                    if (next <= position) {
                        violations.add("channel " + channel + " went back from " + position + " to " + next);
                    }
                    position = next;
                    long id = message.path("messageId").asLong();
                    seenOf(channel)
                            .put(
                                    id,
                                    new Written(
                                            id,
                                            message.path("kind").asString(""),
                                            message.path("text").asString("")));
                }
                if (!messages.isEmpty()) {
                    boolean cached =
                            page.path("meta").path("source").asString("").equals("cache");
                    (cached ? fromCache : fromDatabase).incrementAndGet();
                }
                cursor = "&cursor=" + page.path("data").path("nextCursor").asString("");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Null when the API is away, or says that it cannot answer. */
    private @Nullable JsonNode ask(long channel, String cursor) throws InterruptedException {
        String query = "?limit=" + PAGE + "&wait=" + WAIT_SECONDS + cursor;
        HttpRequest request = HttpRequest.newBuilder(api.resolve("/api/v1/messages/poll/" + channel + query))
                .timeout(ANSWER_LIMIT)
                .header("X-API-Key", key)
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) {
                return JsonMapper.shared().readTree(answer.body());
            }
            // Until its first message has arrived nobody knows the channel.
            if (answer.statusCode() != 503 && answer.statusCode() != 404) {
                violations.add(
                        "channel " + channel + ": " + answer.statusCode() + " " + new String(answer.body(), UTF_8));
            }
            return null;
        } catch (IOException | JacksonException _) {
            return null;
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        clients.forEach(CompletableFuture::join);
    }
}
