package telegramgateway.tpcapital.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import telegramgateway.tpcapital.signal.TradeStyle;
import telegramgateway.tpcapital.store.Decision;
import telegramgateway.tpcapital.store.Outcome;

/**
 * What the intake counts and times; {@code docs/metrics.md} says what each name means. Safe for use by many threads.
 */
final class IntakeMetrics {
    private static final String PROCESSED = "tp.capital.messages.processed";
    private static final String NO_REASON = "none";
    private static final String NO_STYLE = "none";

    /** Counting the messages that wait ends here. */
    static final int MAX_WAITING = 10_000;

    /** The channels beyond are shown as one. */
    private static final int MAX_CHANNEL_LABELS = 100;

    private static final String OTHER_CHANNELS = "other";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25),
        Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(10),
        Duration.ofSeconds(30), Duration.ofMinutes(1)
    };

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final MultiGauge waiting;
    private final Timer pages;
    private final Timer delays;

    IntakeMetrics(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        waiting = MultiGauge.builder("tp.capital.messages.waiting")
                .description("Messages of the feed that are known to be unprocessed")
                .register(registry);
        pages = timer("tp.capital.processing.duration", "From a page's arrival to its commit");
        delays = timer(
                "tp.capital.accepted.to.decided", "From the gateway's acceptance of a message to its verdict here");
        for (Outcome outcome : List.of(Outcome.SIGNAL, Outcome.FAILED)) {
            count(outcome.jsonName(), NO_REASON, 0); // so that an alert sees the first one as an increase
        }
        signals(NO_STYLE);
        for (TradeStyle style : TradeStyle.values()) {
            signals(style.title());
        }
    }

    /**
     * Shows how many messages wait in each channel.
     *
     * @param waitingByChannel is read whenever the metric is
     */
    <T> void channels(Map<Long, T> waitingByChannel, ToLongFunction<T> count) {
        List<Long> channels = waitingByChannel.keySet().stream().sorted().toList();
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (Long channel : channels.subList(0, Math.min(channels.size(), MAX_CHANNEL_LABELS))) {
            rows.add(row(channel.toString(), waitingByChannel, List.of(channel), count));
        }
        if (channels.size() > MAX_CHANNEL_LABELS) {
            List<Long> others = channels.subList(MAX_CHANNEL_LABELS, channels.size());
            rows.add(row(OTHER_CHANNELS, waitingByChannel, others, count));
        }
        waiting.register(rows, true);
    }

    private static <T> MultiGauge.Row<?> row(
            String label, Map<Long, T> waitingByChannel, List<Long> channels, ToLongFunction<T> count) {
        return MultiGauge.Row.of(
                Tags.of("channel_id", label),
                waitingByChannel,
                all -> channels.stream()
                        .map(all::get)
                        .filter(Objects::nonNull)
                        .mapToLong(count)
                        .sum());
    }

    /** Times one page. */
    Timer.Sample start() {
        return Timer.start(registry);
    }

    /**
     * @param decided all decisions on a page
     * @param effective those that changed something; the others were known already
     */
    void stored(Timer.Sample page, List<Decision> decided, List<Decision> effective) {
        page.stop(pages);
        Instant now = clock.instant();
        for (Decision decision : effective) {
            count(decision.outcome().jsonName(), reason(decision), 1);
            Duration delay = Duration.between(acceptedAt(decision.position()), now);
            if (decision.signal() != null) {
                TradeStyle style = decision.signal().trade().style();
                signals(style == null ? NO_STYLE : style.title()).increment();
            }
            delays.record(delay.isNegative() ? Duration.ZERO : delay);
        }
        count("duplicate", NO_REASON, decided.size() - effective.size());
    }

    private Counter signals(String type) {
        return Counter.builder("api.signals.inserted")
                .description("Signals that were stored, new or changed")
                .tag("signal_type", type)
                .register(registry);
    }

    /** @param kind why it can never be taken, from a small fixed set */
    void buried(String kind) {
        Counter.builder("tp.capital.dead.letters")
                .description("Messages of the queue that went to the dead letters")
                .tag("reason", kind)
                .register(registry)
                .increment();
    }

    void redelivered(int messages) {
        Counter.builder("tp.capital.queue.redelivered")
                .description("Messages that the queue has handed over again")
                .register(registry)
                .increment(messages);
    }

    /** @param type what could not be done, from a small fixed set */
    void failed(String type) {
        Counter.builder("tp.capital.polling.errors")
                .description("Pages that could not be read or stored; each is tried again")
                .tag("type", type)
                .register(registry)
                .increment();
    }

    /** Positions are microseconds since 1970 when the gateway accepted the event. */
    static Instant acceptedAt(long position) {
        return Instant.EPOCH.plus(position, ChronoUnit.MICROS);
    }

    private void count(String status, String reason, int messages) {
        Counter.builder(PROCESSED)
                .description("Messages by what became of them")
                .tag("status", status)
                .tag("reason", reason)
                .register(registry)
                .increment(messages);
    }

    /** Only the fixed set of reasons for not being a signal is fit for a label. */
    private static String reason(Decision decision) {
        return decision.outcome() == Outcome.NOT_A_SIGNAL && decision.reason() != null ? decision.reason() : NO_REASON;
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
