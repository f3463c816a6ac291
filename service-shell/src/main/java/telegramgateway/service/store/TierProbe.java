package telegramgateway.service.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks a tier for a sign of life: one question at a time, the answer counts for a second. Safe for many threads. */
final class TierProbe {
    private static final Duration ANSWER_LIFE = Duration.ofSeconds(1);

    private final Runnable question;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private @Nullable CompletableFuture<Void> answer;
    private boolean wasUp;
    private long askedAt;

    /**
     * @param question throws when the tier does not answer
     * @param patience how long to wait for the answer
     */
    TierProbe(Runnable question, Duration patience, LongSupplier nanoTime) {
        this.question = question;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** Asks without waiting for the answer. */
    void ask() {
        var _ = current();
    }

    TierHealth health() {
        try {
            current().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new TierHealth(true, null);
        } catch (ExecutionException e) {
            return new TierHealth(
                    false, String.valueOf(requireNonNull(e.getCause()).getMessage()));
        } catch (TimeoutException e) {
            return new TierHealth(false, "no answer within " + patience.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new TierHealth(false, "interrupted while asking");
        }
    }

    /** As far as is known without waiting: by the answer before, for as long as one has patience with the next. */
    synchronized boolean isUp() {
        CompletableFuture<Void> now = current();
        return now.isDone()
                ? !now.isCompletedExceptionally()
                : wasUp && nanoTime.getAsLong() - askedAt < patience.toNanos();
    }

    private synchronized CompletableFuture<Void> current() {
        CompletableFuture<Void> last = answer;
        if (last != null && (!last.isDone() || nanoTime.getAsLong() - askedAt < ANSWER_LIFE.toNanos())) {
            return last;
        }
        wasUp = last != null && !last.isCompletedExceptionally();
        askedAt = nanoTime.getAsLong();
        CompletableFuture<Void> next = CompletableFuture.runAsync(question, Thread::startVirtualThread);
        answer = next;
        return next;
    }
}
