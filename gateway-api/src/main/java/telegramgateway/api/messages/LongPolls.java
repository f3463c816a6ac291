package telegramgateway.api.messages;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import telegramgateway.api.ApiSettings;
import telegramgateway.api.http.ErrorCode;

/**
 * Lets polls wait at the end of their feeds for news. A waiting poll costs a virtual thread and a look at the feed of
 * each of its chats every second, so a place is one chat's; the number of places is bounded.
 */
@Component
final class LongPolls {
    /** A hint comes at once or is lost; then this is how late the news are. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private static final Duration[] BUCKETS = IntStream.of(
                    1, 2, 5, 10, 15, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final WakeUps wakeUps;
    private final InstantSource clock;
    private final Semaphore places;
    private final Timer acceptedToPolled;

    LongPolls(WakeUps wakeUps, InstantSource clock, ApiSettings settings, MeterRegistry metrics) {
        this.wakeUps = wakeUps;
        this.clock = clock;
        this.places = new Semaphore(settings.waitingMax());
        this.acceptedToPolled = Timer.builder("message_stage")
                .description("Time from a message's acceptance to its arrival at this stage")
                .tag("stage", "polled")
                .serviceLevelObjectives(BUCKETS)
                .register(metrics);
        Gauge.builder("api_polls_waiting", () -> settings.waitingMax() - places.availablePermits())
                .description("Chats of which long polls wait for news")
                .register(metrics);
    }

    /**
     * A page that is there already, or the first that comes within the given time, or an empty one.
     *
     * @param read reads the feeds of the chats, and gives an empty page at their end
     */
    PolledPage wait(Set<Long> chats, Supplier<PolledPage> read, Duration atMost) {
        if (!places.tryAcquire(chats.size())) {
            throw ErrorCode.TOO_MANY_POLLS.refuse(
                    "Too many polls wait already", "Poll without wait, or raise TELEGRAM_GATEWAY_API_WAITING_MAX.");
        }
        // Noting hints begins before the first look: what comes in between is not missed.
        try (WakeUps.Sleeper sleeper = wakeUps.sleeper(chats)) {
            long end = System.nanoTime() + atMost.toNanos();
            PolledPage page = read.get();
            if (!page.isEmpty()) {
                return page;
            }
            long left = end - System.nanoTime();
            while (page.isEmpty() && left > 0) {
                if (!sleeper.sleepNanos(Math.min(left, CHECK_INTERVAL.toNanos()))) {
                    return page;
                }
                page = read.get();
                left = end - System.nanoTime();
            }
            measure(page);
            return page;
        } finally {
            places.release(chats.size());
        }
    }

    /** Only for messages that came while somebody waited: else the figure would tell when somebody asked. */
    private void measure(PolledPage page) {
        if (!page.isEmpty()) {
            long position = page.entries().getLast().position();
            acceptedToPolled.record(Duration.between(Instant.EPOCH.plus(position, ChronoUnit.MICROS), clock.instant()));
        }
    }
}
