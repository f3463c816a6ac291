package telegramgateway.api.http;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Work that a part of the service does again and again, on a thread of its own, from its start to its stop. */
public final class Periodic {
    private final String thread;
    private final Duration interval;
    private final Runnable work;
    private volatile @Nullable ScheduledExecutorService timer;

    /**
     * @param thread its name
     * @param interval between the end of one run and the begin of the next, and before the first
     * @param work throws nothing: it would not be done again
     */
    public Periodic(String thread, Duration interval, Runnable work) {
        this.thread = thread;
        this.interval = interval;
        this.work = work;
    }

    public void start() {
        ScheduledExecutorService begun = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(thread).daemon().factory());
        var _ = begun.scheduleWithFixedDelay(work, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        timer = begun;
    }

    /** Does not wait for a run that is under way, but interrupts it. */
    public void stop() {
        ScheduledExecutorService begun = timer;
        if (begun != null) {
            begun.shutdownNow();
            timer = null;
        }
    }

    public boolean isRunning() {
        return timer != null;
    }
}
