package telegramgateway.tpcapital;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import telegramgateway.message.bus.BusSubscription;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.MessageFeed;
import telegramgateway.service.ServiceShell;
import telegramgateway.service.store.DatabaseSettings;
import telegramgateway.service.store.RabbitSettings;
import telegramgateway.service.store.RedisSettings;
import telegramgateway.service.store.StoreConfiguration;
import telegramgateway.service.store.StoreHealth;
import telegramgateway.service.web.HealthSource;
import telegramgateway.service.web.TokenFilter;
import telegramgateway.tpcapital.intake.ChosenChannels;
import telegramgateway.tpcapital.intake.IntakeOptions;
import telegramgateway.tpcapital.intake.IntakeStores;
import telegramgateway.tpcapital.intake.Intakes;
import telegramgateway.tpcapital.intake.QueueIntake;
import telegramgateway.tpcapital.intake.SignalIntake;
import telegramgateway.tpcapital.intake.Verdicts;
import telegramgateway.tpcapital.push.PushSettings;
import telegramgateway.tpcapital.store.SignalStore;

/** Starts the service and wires its parts. */
@SpringBootApplication
@Import(StoreConfiguration.class)
public class TpCapitalConsumer {
    /** The settings records of this service. */
    public static final List<Class<? extends Record>> SETTINGS = List.of(
            ConsumerSettings.class,
            QueueSettings.class,
            PushSettings.class,
            DatabaseSettings.class,
            RabbitSettings.class,
            RedisSettings.class);

    /** Monitoring needs no key, and a gateway has a token of its own. */
    private static final Set<String> OPEN_PATHS = Set.of("/health", "/metrics", PushSettings.PATH);

    private static final Logger log = LoggerFactory.getLogger(TpCapitalConsumer.class);

    public static void main(String[] arguments) {
        ServiceShell.run(TpCapitalConsumer.class, arguments, SETTINGS);
    }

    @Bean
    SignalStore signalStore(DataSource dataSource, MeterRegistry metrics) {
        return new SignalStore(dataSource, metrics);
    }

    @Bean
    Verdicts verdicts(SignalStore store, MessageCache cache, InstantSource clock, MeterRegistry metrics) {
        return new Verdicts(store, cache, clock, metrics);
    }

    @Bean
    ChosenChannels chosenChannels(ConsumerSettings settings, MessageDatabase database, InstantSource clock) {
        return new ChosenChannels(settings.choice(), database, clock);
    }

    @Bean
    IntakeStores intakeStores(MessageFeed feed, MessageDatabase database, MessageCache cache, SignalStore store) {
        return new IntakeStores(feed, database, cache, store);
    }

    @Bean
    Intakes intakes(
            ConsumerSettings settings,
            QueueSettings queue,
            RabbitSettings rabbit,
            IntakeStores stores,
            Verdicts verdicts,
            ChosenChannels chosen,
            InstantSource clock,
            MeterRegistry metrics) {
        RandomGenerator random = RandomGenerator.getDefault();
        IntakeOptions options = new IntakeOptions(settings.choice(), settings.pageSize(), settings.pollInterval());
        return new Intakes(
                queue.mode().feed() ? new SignalIntake(stores, verdicts, options, clock, random, metrics) : null,
                queue.mode().queue()
                        ? new QueueIntake(
                                BusSubscription.connect(rabbit.options(), queue.consumer(), queue.prefetch()),
                                stores.signals(),
                                verdicts,
                                chosen,
                                random,
                                metrics)
                        : null);
    }

    @Bean
    HealthSource healthSource(Intakes intakes, StoreHealth stores) {
        return new ConsumerHealth(intakes, stores);
    }

    @Bean
    TokenFilter apiKeyFilter(ConsumerSettings settings) {
        log.info(
                "Clients need the API key with the fingerprint {}",
                settings.apiKey().fingerprint());
        return new TokenFilter("X-API-Key", settings.apiKey(), OPEN_PATHS);
    }
}
