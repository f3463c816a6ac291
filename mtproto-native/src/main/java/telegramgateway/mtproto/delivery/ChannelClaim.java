package telegramgateway.mtproto.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.database.ChannelFencedException;
import telegramgateway.mtproto.journal.Ownership;

/**
 * Asks the database whose a channel is before its first event goes where another gateway's might already be. The answer
 * is remembered in the journal, so that a database that is away later holds up nothing. For one thread.
 */
final class ChannelClaim {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelClaim.class);

    /** So long a question is waited for; a database that is there answers in a hundredth of it. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    /** A question that failed is not asked again sooner. */
    static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Ownership ownership;
    private final Function<Map<Long, Long>, Set<Long>> database;
    private final LongSupplier nanoTime;
    private @Nullable Question question;
    private long notBefore;

    /** @param others completes with those of the channels that are not the gateway's */
    private record Question(Set<Long> channelIds, CompletableFuture<Set<Long>> others) {}

    /**
     * @param database takes channels with the epochs in which the gateway believes to own them, makes them the
     *     gateway's unless they have an owner, and returns those that are not the gateway's
     * @param nanoTime as {@link System#nanoTime}
     */
    ChannelClaim(Ownership ownership, Function<Map<Long, Long>, Set<Long>> database, LongSupplier nanoTime) {
        this.ownership = ownership;
        this.database = database;
        this.nanoTime = nanoTime;
        this.notBefore = nanoTime.getAsLong();
    }

    /**
     * Those of the channels of which nobody has said yet that they are the gateway's. Asks for them, and waits a moment
     * for the answer.
     *
     * @throws ChannelFencedException when some are another gateway's
     */
    Set<Long> unclaimed(Collection<Long> channelIds) {
        Set<Long> unclaimed = ownership.unclaimed(channelIds);
        if (unclaimed.isEmpty()) {
            return unclaimed;
        }
        if (question == null && nanoTime.getAsLong() >= notBefore) {
            question = ask(unclaimed);
            await(question);
        }
        if (question != null && question.others().isDone()) {
            Question answered = question;
            question = null;
            take(answered);
        }
        return ownership.unclaimed(unclaimed);
    }

    private Question ask(Set<Long> channelIds) {
        Map<Long, Long> epochs = ownership.epochs(channelIds);
        CompletableFuture<Set<Long>> others = new CompletableFuture<>();
        Thread.ofVirtual().name("channel claim").start(() -> {
            try {
                others.complete(database.apply(epochs));
            } catch (RuntimeException e) {
                others.completeExceptionally(e);
            }
        });
        return new Question(channelIds, others);
    }

    private static void await(Question question) {
        try {
            question.others().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            // Whether and what it has answered is looked at next.
        }
    }

    private void take(Question answered) {
        if (answered.others().isCompletedExceptionally()) {
            notBefore = nanoTime.getAsLong() + ASK_AGAIN_AFTER.toNanos();
            LOG.debug(
                    "Whose the channels {} are is not known yet",
                    answered.channelIds(),
                    answered.others().exceptionNow());
            return;
        }
        Set<Long> others = answered.others().resultNow();
        Set<Long> own = new TreeSet<>(answered.channelIds());
        own.removeAll(others);
        ownership.claimed(own);
        // One that was taken over meanwhile is the gateway's.
        Set<Long> fenced = ownership.unclaimed(others);
        if (!fenced.isEmpty()) {
            throw new ChannelFencedException(fenced);
        }
    }
}
