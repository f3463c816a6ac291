package telegramgateway.tpcapital;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.MessageFeed;
import telegramgateway.service.ServiceShell;
import telegramgateway.service.store.DatabaseSettings;
import telegramgateway.service.store.RedisSettings;
import telegramgateway.service.store.StoreConfiguration;
import telegramgateway.service.store.StoreHealth;
import telegramgateway.service.web.HealthSource;
import telegramgateway.service.web.TokenFilter;
import telegramgateway.tpcapital.intake.IntakeOptions;
import telegramgateway.tpcapital.intake.IntakeStores;
import telegramgateway.tpcapital.intake.SignalIntake;
import telegramgateway.tpcapital.store.SignalStore;

/** Starts the service and wires its parts. */
@SpringBootApplication
@Import(StoreConfiguration.class)
public class TpCapitalConsumer {
    /** The settings records of this service. */
    public static final List<Class<? extends Record>> SETTINGS =
            List.of(ConsumerSettings.class, DatabaseSettings.class, RedisSettings.class);

    private static final Logger log = LoggerFactory.getLogger(TpCapitalConsumer.class);

    public static void main(String[] arguments) {
        ServiceShell.run(TpCapitalConsumer.class, arguments, SETTINGS);
    }

    @Bean
    SignalStore signalStore(DataSource dataSource) {
        return new SignalStore(dataSource);
    }

    @Bean
    SignalIntake signalIntake(
            ConsumerSettings settings,
            MessageFeed feed,
            MessageDatabase database,
            MessageCache cache,
            SignalStore store,
            InstantSource clock,
            MeterRegistry registry) {
        return new SignalIntake(
                new IntakeStores(feed, database, cache, store),
                new IntakeOptions(settings.choice(), settings.pageSize(), settings.pollInterval()),
                clock,
                RandomGenerator.getDefault(),
                registry);
    }

    @Bean
    HealthSource healthSource(SignalIntake intake, StoreHealth stores) {
        return new ConsumerHealth(intake, stores);
    }

    @Bean
    TokenFilter apiKeyFilter(ConsumerSettings settings) {
        log.info(
                "Clients need the API key with the fingerprint {}",
                settings.apiKey().fingerprint());
        return new TokenFilter("X-API-Key", settings.apiKey(), TokenFilter.OPEN_PATHS);
    }
}
