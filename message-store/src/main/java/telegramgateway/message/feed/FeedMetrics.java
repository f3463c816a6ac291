package telegramgateway.message.feed;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts which tier answered, and why the cache could not: {@code pages = hits + misses}. */
final class FeedMetrics {
    private final Counter hits;
    private final Counter unconfirmed;
    private final Map<CacheAnswer.Reason, Counter> misses = new EnumMap<>(CacheAnswer.Reason.class);

    FeedMetrics(MeterRegistry registry) {
        hits = Counter.builder("polling.cache.hits")
                .description("Pages that the cache answered")
                .register(registry);
        unconfirmed = Counter.builder("polling.unconfirmed")
                .description("Pages of the cache whose end neither tier could prove")
                .register(registry);
        for (CacheAnswer.Reason reason : CacheAnswer.Reason.values()) {
            misses.put(
                    reason,
                    Counter.builder("polling.cache.misses")
                            .description("Pages that the database had to answer")
                            .tag("reason", reason.label())
                            .register(registry));
        }
    }

    void hit() {
        hits.increment();
    }

    void unconfirmed() {
        unconfirmed.increment();
    }

    void miss(CacheAnswer.Reason reason) {
        requireNonNull(misses.get(reason)).increment();
    }
}
