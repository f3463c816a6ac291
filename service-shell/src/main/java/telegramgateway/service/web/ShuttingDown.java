package telegramgateway.service.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.SmartLifecycle;

/**
 * Knows when the service was told to end, before anything else of it does: {@code /health} and {@code /metrics} say so
 * while it stops, so that nobody is alarmed by a part that is already gone. Safe for use by many threads.
 */
public final class ShuttingDown implements SmartLifecycle {
    /** The first of all to be stopped. What stops in order while HTTP still answers has the phase below. */
    public static final int FIRST = Integer.MAX_VALUE;

    private volatile boolean running;
    private volatile boolean begun;

    public ShuttingDown(MeterRegistry registry) {
        Gauge.builder("service.shutting.down", this, it -> it.begun ? 1 : 0)
                .description("1 from the moment when the service was told to end")
                .register(registry);
    }

    /** Whether the service was told to end. */
    boolean hasBegun() {
        return begun;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        begun = true;
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return FIRST;
    }
}
