package telegramgateway.tpcapital.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import telegramgateway.message.bus.BusDelivery;
import telegramgateway.message.bus.BusSubscription;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.tpcapital.store.SignalStore;

/**
 * Follows the consumer's queue on a thread of its own: takes what is there, stores the verdicts, and then accepts it.
 * Starts when everything is down, and recovers by itself.
 *
 * <p>What is taken is kept until it is stored, however long the database is away, and nothing is taken before the
 * database answers: the broker counts what comes back to it, and an outage must make no dead letters.
 */
public final class QueueIntake implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(QueueIntake.class);
    private static final Duration TAKE_PATIENCE = Duration.ofMillis(500);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final BusSubscription queue;
    private final SignalStore store;
    private final Verdicts verdicts;
    private final ChosenChannels chosen;
    private final Backoff backoff;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread following;
    private volatile @Nullable String failure = "not connected yet";

    public QueueIntake(
            BusSubscription queue,
            SignalStore store,
            Verdicts verdicts,
            ChosenChannels chosen,
            RandomGenerator random,
            MeterRegistry registry) {
        this.queue = queue;
        this.store = store;
        this.verdicts = verdicts;
        this.chosen = chosen;
        backoff = new Backoff(random);
        Gauge.builder("store_up", queue, asked -> asked.isOpen() ? 1 : 0)
                .description("1 while the tier answers")
                .tag("tier", "queue")
                .register(registry);
        verdicts.metrics().redelivered(0);
    }

    @Override
    public void start() {
        following = Thread.ofVirtual().name("tp-capital queue").start(this::followUntilStopped);
    }

    /** What is taken and not accepted by then comes again. */
    @Override
    public void stop() {
        stopped.countDown();
        Thread thread = following;
        try {
            if (thread != null) {
                boolean _ = thread.join(STOP_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        queue.close();
    }

    @Override
    public boolean isRunning() {
        return following != null && stopped.getCount() > 0;
    }

    /** True when nobody follows the queue any more although nobody has stopped it: only a restart helps. */
    public boolean hasEnded() {
        Thread thread = following;
        return thread != null && !thread.isAlive() && stopped.getCount() > 0;
    }

    /** Whether the broker hands over messages. */
    public boolean isOpen() {
        return queue.isOpen();
    }

    /** Why the last try failed; null if it did not. */
    public @Nullable String failure() {
        return failure;
    }

    private void followUntilStopped() {
        try {
            while (stopped.getCount() > 0) {
                if (next(this::takeAndStore)) {
                    backoff.succeeded();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    /** One try. False, after a pause, when it failed. */
    private boolean next(Step step) throws InterruptedException {
        try {
            step.run();
            return true;
        } catch (RuntimeException e) {
            failed(e);
            boolean _ = stopped.await(backoff.failed().toMillis(), TimeUnit.MILLISECONDS);
            return false;
        }
    }

    private void takeAndStore() throws InterruptedException {
        if (!queue.isOpen()) {
            store.ping();
            queue.open();
            log.info("The queue is followed");
        }
        List<BusDelivery> taken = queue.take(TAKE_PATIENCE);
        if (!taken.isEmpty()) {
            verdicts.metrics()
                    .redelivered(Math.toIntExact(
                            taken.stream().filter(BusDelivery::redelivered).count()));
            QueueBatch batch = new QueueBatch(taken, verdicts);
            while (!next(() -> batch.work(chosen, queue))) {
                if (stopped.getCount() == 0) {
                    return;
                }
            }
            queue.acceptUpTo(taken.getLast());
        }
        failure = null;
    }

    private void failed(RuntimeException e) {
        boolean passing = e instanceof StoreUnavailableException;
        verdicts.metrics().failed(passing ? "store_unavailable" : "unexpected");
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(failure)) {
            failure = reason;
            if (passing) {
                log.warn("The queue waits: {}", reason);
            } else {
                log.error("The queue waits after an unexpected failure", e);
            }
        }
    }
}
