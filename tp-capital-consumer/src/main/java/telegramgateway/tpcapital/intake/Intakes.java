package telegramgateway.tpcapital.intake;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The ways on which this process fetches messages.
 *
 * @param feed null when the feed is not followed
 * @param queue null when the queue is not used
 */
public record Intakes(@Nullable SignalIntake feed, @Nullable QueueIntake queue) implements SmartLifecycle {

    @Override
    public void start() {
        if (feed != null) {
            feed.start();
        }
        if (queue != null) {
            queue.start();
        }
    }

    @Override
    public void stop() {
        if (queue != null) {
            queue.stop();
        }
        if (feed != null) {
            feed.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return (feed != null && feed.isRunning()) || (queue != null && queue.isRunning());
    }

    /** True when one of them has ended although nobody has stopped it: only a restart helps. */
    public boolean haveEnded() {
        return (feed != null && feed.hasEnded()) || (queue != null && queue.hasEnded());
    }

    /** Why one of them waits; null when all is well. */
    public @Nullable String failure() {
        String ofQueue = queue == null ? null : queue.failure();
        return ofQueue != null || feed == null ? ofQueue : feed.failure();
    }
}
