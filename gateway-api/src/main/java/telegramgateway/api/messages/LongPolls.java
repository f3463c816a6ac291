package telegramgateway.api.messages;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
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

    private final WakeUps wakeUps;
    private final Semaphore places;
    private final StageTimer acceptedToPolled;

    LongPolls(WakeUps wakeUps, InstantSource clock, ApiSettings settings, MeterRegistry metrics) {
        this.wakeUps = wakeUps;
        this.places = new Semaphore(settings.waitingMax());
        this.acceptedToPolled = new StageTimer("polled", clock, metrics);
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
            acceptedToPolled.arrived(page.entries().getLast().position());
        }
    }
}
