package telegramgateway.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;

/**
 * Hands a row's traffic to the gateway, so many observations per second by the clock, in order. What is not confirmed
 * is handed over again until it is, and what came due meanwhile follows.
 */
final class Load implements AutoCloseable {
    static final int PER_SECOND = 520;

    private static final int BATCH_MAX = 500;
    private static final Duration TICK = Duration.ofMillis(25);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final Traffic traffic;
    private volatile URI source;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong confirmed = new AtomicLong();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CompletableFuture<Void> running;
    private volatile boolean paused;
    private volatile boolean abandoned;
    private volatile Duration active = Duration.ZERO;

    Load(Traffic traffic, URI source) {
        this.traffic = traffic;
        this.source = source;
        running = CompletableFuture.runAsync(this::run, Thread.ofVirtual().name("load")::start);
    }

    Traffic traffic() {
        return traffic;
    }

    /** Observations that the gateway has decided. */
    long confirmed() {
        return confirmed.get();
    }

    /** Hands over what is due until now, and returns once all of it is confirmed. */
    void finish() {
        stopping.countDown();
        running.join();
    }

    /** Hands over nothing more, confirmed or not. */
    @Override
    public void close() {
        abandoned = true;
        finish();
    }

    /** Hands over nothing more until it is resumed; the pause does not count. */
    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
    }

    /** Hands over to another gateway from now on. */
    void handTo(URI other) {
        source = other;
    }

    /** For how long observations have come due. */
    Duration active() {
        return active;
    }

    private void run() {
        try {
            boolean last = false;
            long before = System.nanoTime();
            while (!last) {
                last = stopping.await(TICK.toMillis(), TimeUnit.MILLISECONDS);
                long now = System.nanoTime();
                active = paused ? active : active.plusNanos(now - before);
                before = now;
                long due = active.toMillis() * PER_SECOND / 1_000;
                while (traffic.size() < due && !abandoned) {
                    hand(traffic.next((int) Math.min(BATCH_MAX, due - traffic.size())));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(List<Message> batch) throws InterruptedException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        batch.forEach(message -> {
            lines.writeBytes(MessageJson.encode(message));
            lines.write('\n');
        });
        while (!isConfirmed(lines.toByteArray(), batch.size()) && !abandoned) {
            FaultRow.pass(TICK);
        }
        confirmed.addAndGet(batch.size());
    }

    private boolean isConfirmed(byte[] lines, int size) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(source)
                .timeout(ANSWER_LIMIT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(lines))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
            return answer.statusCode() == 200 && answer.body().lines().count() == size;
        } catch (IOException _) {
            return false;
        }
    }
}
