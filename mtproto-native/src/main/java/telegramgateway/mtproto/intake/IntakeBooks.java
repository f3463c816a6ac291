package telegramgateway.mtproto.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what comes in, in this process's life. When nothing moves, {@code received = accepted + rejected + waiting}
 * holds exactly; the four are counted apart from each other. Safe for use by many threads.
 */
public final class IntakeBooks {
    /** Channels that get a counter of their own; those beyond share one, named {@code other}. */
    private static final int CHANNEL_COUNTERS_MAX = 1_000;

    private final MeterRegistry registry;
    private final Counter received;
    private final Counter accepted;
    private final Map<String, Counter> rejected = new ConcurrentHashMap<>();
    private final Map<Long, Counter> byChannel = new ConcurrentHashMap<>();
    private final Counter otherChannels;
    private final AtomicLong waiting = new AtomicLong();
    private final Timer receivedToAccepted;

    public IntakeBooks(MeterRegistry registry) {
        this.registry = registry;
        this.received = Counter.builder("gateway.received")
                .description("Observations that sources handed over")
                .register(registry);
        this.accepted = Counter.builder("gateway.accepted")
                .description("Observations that became events of the journal")
                .register(registry);
        Gauge.builder("gateway.waiting", waiting, AtomicLong::doubleValue)
                .description("Observations that are not decided yet")
                .register(registry);
        this.otherChannels = ofChannel("other");
        this.receivedToAccepted = stage("accepted").register(registry);
    }

    /** The timer of one stage of a message's way, with the buckets that the budgets need. */
    public static Timer.Builder stage(String stage) {
        return Timer.builder("message.stage")
                .description("How long messages take to a stage of their way")
                .tag("stage", stage)
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(15),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5));
    }

    void received(long channelId) {
        received.increment();
        waiting.incrementAndGet();
        counter(channelId).increment();
    }

    private Counter counter(long channelId) {
        Counter own = byChannel.get(channelId);
        if (own != null) {
            return own;
        }
        return byChannel.size() < CHANNEL_COUNTERS_MAX
                ? byChannel.computeIfAbsent(channelId, id -> ofChannel(Long.toString(id)))
                : otherChannels;
    }

    private Counter ofChannel(String channel) {
        return Counter.builder("telegram.messages.received")
                .description("Observations of a channel's messages")
                .tag("channel_id", channel)
                .register(registry);
    }

    void accepted(Duration sinceReceived) {
        accepted.increment();
        receivedToAccepted.record(sinceReceived);
        waiting.decrementAndGet();
    }

    void rejected(String reason) {
        rejected.computeIfAbsent(
                        reason,
                        name -> Counter.builder("gateway.rejected")
                                .description("Observations that did not become events")
                                .tag("reason", name)
                                .register(registry))
                .increment();
        waiting.decrementAndGet();
    }

    public long received() {
        return (long) received.count();
    }

    public long accepted() {
        return (long) accepted.count();
    }

    public long waiting() {
        return waiting.get();
    }

    /** By reason. */
    public Map<String, Long> rejected() {
        Map<String, Long> counts = new TreeMap<>();
        rejected.forEach((reason, counter) -> counts.put(reason, (long) counter.count()));
        return counts;
    }

    /** Seconds of the clock by which stages are measured, as nanoseconds. */
    long nanos() {
        return registry.config().clock().monotonicTime();
    }
}
