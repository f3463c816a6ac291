package telegramgateway.mtproto.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.MessageEvent;

/** How a target does, over all of its lanes: says so once per outage, counts, and measures. Safe for many threads. */
final class TargetHealth {
    private static final Logger LOG = LoggerFactory.getLogger(TargetHealth.class);
    private static final long MICROS_PER_SECOND = TimeUnit.SECONDS.toMicros(1);

    private final Target target;
    private final InstantSource clock;
    private final Counter delivered;
    private final Counter failures;
    private final Timer sinceAccepted;
    private final Map<String, String> problems = new TreeMap<>(Map.of(JournalStart.NAME, "not asked yet"));
    private boolean outage;
    private volatile long behind;

    TargetHealth(Target target, InstantSource clock, Timer sinceAccepted, MeterRegistry registry) {
        this.target = target;
        this.clock = clock;
        this.sinceAccepted = sinceAccepted;
        this.delivered = Counter.builder("gateway.delivered")
                .description("Events that a target has confirmed; repeats count")
                .tag("target", target.name())
                .register(registry);
        this.failures = Counter.builder("gateway.delivery.failures")
                .description("Attempts to deliver that a target did not confirm")
                .tag("target", target.name())
                .register(registry);
    }

    /** What is wrong; null when the target takes what it gets. */
    synchronized @Nullable String problem() {
        return problems.isEmpty() ? null : String.join("; ", new TreeSet<>(problems.values()));
    }

    /** @param asker the lane, or the start */
    synchronized void failed(String asker, String reason) {
        failures.increment();
        problems.put(asker, reason);
        if (!outage) {
            outage = true;
            LOG.warn("{} ({})", target.outageWarning(), reason);
        }
    }

    /** What the target lacks in the journal cannot be had from the database now. */
    synchronized void lacks(String asker, String reason) {
        if (problems.put(asker, reason) == null) {
            LOG.warn("The target {} waits for the database, which has what it lacks ({})", target.name(), reason);
        }
    }

    /** Events that the target lacks in the journal; 0 when it is not behind. */
    long behind() {
        return behind;
    }

    /** @param events that it lacks */
    synchronized void behind(long events) {
        if (behind == 0) {
            LOG.warn(
                    "The target {} is behind: the journal keeps no more for it, {} events come from the database",
                    target.name(),
                    events);
        }
        behind = Math.max(1, events);
    }

    /** The journal has all that comes next. */
    synchronized void inJournal() {
        if (behind != 0) {
            behind = 0;
            LOG.info("The target {} is no longer behind: it continues from the journal", target.name());
        }
    }

    synchronized void worked(String asker) {
        problems.remove(asker);
        if (outage && problems.isEmpty()) {
            outage = false;
            LOG.info("The target {} is available again", target.name());
        }
    }

    void delivered(List<MessageEvent> events, int count) {
        delivered.increment(count);
        if (count == events.size()) {
            Instant now = clock.instant();
            for (MessageEvent event : events) {
                // A position is the microsecond of its acceptance, unless the clock was set back.
                Duration since = Duration.between(accepted(event), now);
                sinceAccepted.record(since.isNegative() ? Duration.ZERO : since);
            }
        }
    }

    private static Instant accepted(MessageEvent event) {
        return Instant.ofEpochSecond(
                event.position() / MICROS_PER_SECOND,
                TimeUnit.MICROSECONDS.toNanos(event.position() % MICROS_PER_SECOND));
    }
}
