package telegramgateway.tdlib;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client: one account's session, or one on the way to it. Updates wait in a queue of {@value #WAITING_UPDATES}. When
 * it is full, nothing more is taken from TDLib, for any client, until there is room; TDLib keeps it in its memory.
 * Nothing is dropped. So a consumer must not wait for an answer. Safe for use by several threads.
 */
public final class TdClient implements AutoCloseable {

    /** Some 3 kB each. */
    static final int WAITING_UPDATES = 4_096;

    /** What {@link #close} waits at most for TDLib to write everything to disk. */
    static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private static final long ROOM_CHECK_MS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(TdClient.class);

    private final TdLibrary library;
    private final int id;
    private final Predicate<byte[]> needed;
    private final Consumer<ObjectNode> consumer;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(WAITING_UPDATES);
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong(EventAddress.UPDATE);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Thread thread;

    private record Pending(String method, CompletableFuture<ObjectNode> answer) {}

    TdClient(TdLibrary library, int id, Predicate<byte[]> needed, Consumer<ObjectNode> consumer) {
        this.library = library;
        this.id = id;
        this.needed = needed;
        this.consumer = consumer;
        thread = Thread.ofPlatform().daemon().name("tdlib client " + id).unstarted(this::consume);
    }

    /** A client says nothing before its first request. */
    void start() {
        thread.start();
        library.send(this, TdLibrary.request("getOption").put("name", "version"));
    }

    int id() {
        return id;
    }

    /**
     * Sends a request. The answer completes on a thread of its own, in no order with updates or other answers.
     *
     * @param deadline positive; TDLib has none of its own, and offline it does not answer
     * @return the answer, or exceptionally a {@link TdError}, or a {@link TimeoutException} after the deadline; the
     *     request may take effect all the same
     */
    public CompletableFuture<ObjectNode> send(ObjectNode request, Duration deadline) {
        String method = request.path("@type").asString("");
        long number = requests.incrementAndGet();
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        pending.put(number, new Pending(method, answer));
        Future<?> timer = library.after(
                deadline,
                () -> answer.completeExceptionally(
                        new TimeoutException("TDLib did not answer " + method + " within " + deadline)));
        var _ = answer.whenComplete((_, _) -> {
            timer.cancel(false);
            pending.remove(number);
        });
        if (closed.isDone()) {
            answer.completeExceptionally(TdError.closed(method));
        } else {
            library.send(this, TdLibrary.JSON.createObjectNode().setAll(request).put("@extra", number));
        }
        return answer;
    }

    /** Updates that were received and wait for the consumer, up to {@value #WAITING_UPDATES}. */
    public int waitingUpdates() {
        return waiting.size();
    }

    /** Done when TDLib has ended this client: after {@link #close}, after {@code logOut}, or by itself. */
    public CompletableFuture<Void> closed() {
        return closed.copy();
    }

    /**
     * Ends the client and keeps its session: everything is on disk afterwards, and another client may open the same
     * directory. Waits until TDLib has ended it and all of its updates were consumed, at most 10 s; then what is
     * pending fails. Does nothing the second time.
     *
     * @throws IllegalStateException when called by the consumer of the updates, which it would wait for
     */
    @Override
    public void close() {
        if (Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("A client cannot be closed by the consumer of its updates.");
        }
        if (closing.compareAndSet(false, true) && !closed.isDone()) {
            library.send(this, TdLibrary.request("close"));
        }
        try {
            closed.copy()
                    .orTimeout(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException _) {
            LOG.warn(
                    "TDLib's client {} did not close within {} s; {} updates are lost.",
                    id,
                    CLOSE_LIMIT.toSeconds(),
                    waiting.size());
            end();
            thread.interrupt();
        }
    }

    /** Called by the one thread that receives. */
    void take(EventAddress address, byte[] event) {
        if (address.request() == EventAddress.UPDATE) {
            enqueue(event);
            return;
        }
        Pending request = pending.get(address.request());
        if (request != null) {
            // What hangs on the answer must not hold up what is received.
            Thread.ofVirtual().name("tdlib answer").start(() -> complete(request, event));
        }
    }

    private void enqueue(byte[] update) {
        try {
            boolean taken = false;
            while (!taken && !closed.isDone()) {
                taken = waiting.offer(update, ROOM_CHECK_MS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void complete(Pending request, byte[] event) {
        try {
            ObjectNode answer = (ObjectNode) TdLibrary.JSON.readTree(event);
            answer.remove("@extra");
            if (answer.path("@type").asString("").equals("error")) {
                request.answer().completeExceptionally(TdError.of(request.method(), answer));
            } else {
                request.answer().complete(answer);
            }
        } catch (RuntimeException e) {
            request.answer().completeExceptionally(e);
        }
    }

    private void consume() {
        try {
            while (!closed.isDone()) {
                consume(waiting.take());
            }
        } catch (InterruptedException _) {
            // Given up by close().
        }
    }

    private void consume(byte[] event) {
        boolean last = false;
        String type = "";
        try {
            if (!needed.test(event)) {
                return;
            }
            ObjectNode update = (ObjectNode) TdLibrary.JSON.readTree(event);
            type = update.path("@type").asString("");
            last = type.equals("updateAuthorizationState")
                    && update.path("authorization_state")
                            .path("@type")
                            .asString("")
                            .equals("authorizationStateClosed");
            if (type.startsWith("update")) {
                consumer.accept(update);
            }
        } catch (RuntimeException e) {
            LOG.error("An update {} of {} bytes could not be consumed", type, event.length, e);
        }
        if (last) {
            end();
        }
    }

    private void end() {
        library.forget(this);
        closed.complete(null);
        pending.values().forEach(request -> request.answer().completeExceptionally(TdError.closed(request.method())));
    }
}
