package telegramgateway.tpcapital.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import telegramgateway.message.cache.CacheOptions;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.MessageFeed;
import telegramgateway.tpcapital.store.SignalStore;

/** The consumer's intake over real servers, as the service wires it. */
final class TestIntake implements AutoCloseable {
    static final Duration SELDOM = Duration.ofMinutes(1);
    static final Duration OFTEN = Duration.ofMillis(50);

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final SignalIntake intake;
    private final MessageCache cache;

    private TestIntake(
            ChannelChoice choice, DataSource dataSource, String redisUrl, Duration pollInterval, int pageSize) {
        InstantSource clock = InstantSource.system();
        cache = cache(redisUrl);
        MessageDatabase database = new MessageDatabase(dataSource);
        SignalStore store = new SignalStore(dataSource, metrics);
        intake = new SignalIntake(
                new IntakeStores(new MessageFeed(cache, database, clock, metrics), database, cache, store),
                new Verdicts(store, cache, clock, metrics),
                new IntakeOptions(choice, pageSize, pollInterval),
                clock,
                new Random(7),
                metrics);
        intake.start();
    }

    static TestIntake of(Set<Long> channels, DataSource dataSource, String redisUrl) {
        return new TestIntake(new ChannelChoice(false, channels), dataSource, redisUrl, OFTEN, 100);
    }

    static TestIntake of(ChannelChoice choice, DataSource dataSource, String redisUrl, Duration pollInterval) {
        return new TestIntake(choice, dataSource, redisUrl, pollInterval, 100);
    }

    static MessageCache cache(String redisUrl) {
        return MessageCache.connect(
                CacheOptions.of(redisUrl).withTimeout(Duration.ofMillis(500)), InstantSource.system());
    }

    double processed(String status) {
        return metrics.find("tp.capital.messages.processed").tag("status", status).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        intake.stop();
        cache.close();
    }
}
