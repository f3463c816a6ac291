package telegramgateway.mtproto.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import telegramgateway.message.coverage.ChannelCoverage;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.Journal;

/**
 * What the database knows of the message ids of this gateway's channels, as gauges per channel. Without an answer of
 * the database there are none: a number that may be wrong would silence an alert.
 */
@Component
final class CoverageMetrics implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(10);

    /** Further channels, by id, have no gauges. */
    private static final int CHANNELS_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(CoverageMetrics.class);

    private final MessageDatabase database;
    private final Journal journal;
    private final Map<MultiGauge, ToLongFunction<ChannelCoverage>> gauges = new LinkedHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("coverage-metrics").daemon().factory());

    CoverageMetrics(MessageDatabase database, Journal journal, MeterRegistry registry) {
        this.database = database;
        this.journal = journal;
        gauge(registry, "unknown", "Message ids of which nothing is known yet", ChannelCoverage::unknown);
        gauge(
                registry,
                "absent",
                "Message ids without a message, as Telegram or an export says",
                CoverageMetrics::absent);
        gauge(
                registry,
                "refused",
                "Message ids with something that is not kept",
                coverage -> coverage.ids(CoverageState.REFUSED));
        var _ = timer.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static long absent(ChannelCoverage coverage) {
        return coverage.ids(CoverageState.ABSENT) + coverage.ids(CoverageState.ABSENT_PER_EXPORT);
    }

    private void gauge(MeterRegistry registry, String state, String what, ToLongFunction<ChannelCoverage> ids) {
        gauges.put(
                MultiGauge.builder("telegram.coverage." + state + ".ids")
                        .description(what)
                        .register(registry),
                ids);
    }

    private void look() {
        try {
            export(database.coverage().values().stream()
                    .filter(coverage -> journal.channelHeads().containsKey(coverage.channelId()))
                    .filter(coverage -> !journal.ownership().isFenced(coverage.channelId()))
                    .limit(CHANNELS_MAX)
                    .toList());
        } catch (StoreUnavailableException e) {
            LOG.debug("The database cannot say what is covered", e);
            export(List.of());
        } catch (RuntimeException e) {
            // The timer would stop for ever.
            LOG.warn("What is covered cannot be shown", e);
            export(List.of());
        }
    }

    private void export(Collection<ChannelCoverage> channels) {
        gauges.forEach((gauge, ids) -> gauge.register(
                channels.stream().map(coverage -> row(coverage, ids)).toList(), true));
    }

    private static Row<?> row(ChannelCoverage coverage, ToLongFunction<ChannelCoverage> ids) {
        return Row.of(Tags.of("channel_id", Long.toString(coverage.channelId())), () -> ids.applyAsLong(coverage));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
