package telegramgateway.mtproto.delivery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prunes the journal over and over until it is stopped, whatever goes wrong with it. */
final class PruningRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PruningRun.class);

    private final Runnable prune;
    private final BooleanSupplier underPressure;
    private final Duration every;
    private final Duration everyUnderPressure;
    private final CountDownLatch stopping;
    private boolean failing;

    PruningRun(
            Runnable prune,
            BooleanSupplier underPressure,
            Duration every,
            Duration everyUnderPressure,
            CountDownLatch stopping) {
        this.prune = prune;
        this.underPressure = underPressure;
        this.every = every;
        this.everyUnderPressure = everyUnderPressure;
        this.stopping = stopping;
    }

    @Override
    public void run() {
        try {
            Duration pause;
            do {
                attempt();
                pause = !failing && underPressure.getAsBoolean() ? everyUnderPressure : every;
            } while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() {
        try {
            prune.run();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("Pruning failed and will be tried again", e);
            }
            failing = true;
        }
    }
}
