package telegramgateway.service.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;

/** Whether cache and database answer; also the gauge {@code store_up{tier}}. Safe for use by many threads. */
public final class StoreHealth {
    private static final long NO_CHANNEL = 0;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final TierProbe cache;
    private final TierProbe database;

    StoreHealth(MessageCache cache, MessageDatabase database, MeterRegistry metrics) {
        this.cache = new TierProbe(cache::ping, PATIENCE, System::nanoTime);
        // A question to a table: an empty database without the schema is of no use either.
        this.database = new TierProbe(() -> database.channelExists(NO_CHANNEL), PATIENCE, System::nanoTime);
        register("cache", this.cache, metrics);
        register("database", this.database, metrics);
        // Also opens the first connections before the first request comes.
        ask();
    }

    /** Asks both at once, so that whoever then waits for both answers waits for the slower one only. */
    public void ask() {
        cache.ask();
        database.ask();
    }

    public TierHealth cache() {
        return cache.health();
    }

    public TierHealth database() {
        return database.health();
    }

    /** Reading the metrics waits for no tier: of one that is away they would come late. */
    private static void register(String tier, TierProbe probe, MeterRegistry metrics) {
        Gauge.builder("store_up", probe, asked -> asked.isUp() ? 1 : 0)
                .description("1 while the tier answers")
                .tag("tier", tier)
                .register(metrics);
    }
}
