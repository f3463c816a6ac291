package telegramgateway.api.messages;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;

/** How long messages take from their acceptance until they reach a stage. Safe for use by many threads. */
final class StageTimer {
    private static final Duration[] BUCKETS = IntStream.of(
                    1, 2, 5, 10, 15, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final InstantSource clock;
    private final Timer timer;

    StageTimer(String stage, InstantSource clock, MeterRegistry metrics) {
        this.clock = clock;
        this.timer = Timer.builder("message_stage")
                .description("Time from a message's acceptance to its arrival at this stage")
                .tag("stage", stage)
                .serviceLevelObjectives(BUCKETS)
                .register(metrics);
    }

    /** @param position of a message that reaches the stage now */
    void arrived(long position) {
        timer.record(Duration.between(Instant.EPOCH.plus(position, ChronoUnit.MICROS), clock.instant()));
    }
}
