package telegramgateway.mtproto;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import telegramgateway.message.bus.MessageBus;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.delivery.BusOutlet;
import telegramgateway.mtproto.delivery.ChannelTakeover;
import telegramgateway.mtproto.delivery.Delivery;
import telegramgateway.mtproto.forward.ForwardingRules;
import telegramgateway.mtproto.imports.Imports;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeBooks;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalException;
import telegramgateway.mtproto.media.MediaDownload;
import telegramgateway.mtproto.media.MediaSettings;
import telegramgateway.mtproto.media.StoredMedia;
import telegramgateway.mtproto.pool.PoolSettings;
import telegramgateway.mtproto.push.Push;
import telegramgateway.mtproto.push.PushSettings;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.telegram.Telegram;
import telegramgateway.service.ServiceShell;
import telegramgateway.service.StartRefusedException;
import telegramgateway.service.store.DatabaseSettings;
import telegramgateway.service.store.RabbitSettings;
import telegramgateway.service.store.RedisSettings;
import telegramgateway.service.store.StoreConfiguration;
import telegramgateway.service.web.TokenFilter;

/**
 * The service's start. The body of a request is never parsed as a form: it is an export file, whatever its type says.
 */
@SpringBootApplication(exclude = MultipartAutoConfiguration.class)
@Import(StoreConfiguration.class)
public class MtprotoNative {
    /** The settings records of this service. */
    public static final List<Class<? extends Record>> SETTINGS = List.of(
            GatewaySettings.class,
            PoolSettings.class,
            BusSettings.class,
            PushSettings.class,
            TelegramSettings.class,
            RepairSettings.class,
            MediaSettings.class,
            ForwardingSettings.class,
            DatabaseSettings.class,
            RabbitSettings.class,
            RedisSettings.class);

    private static final Logger log = LoggerFactory.getLogger(MtprotoNative.class);

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(SessionLogin.NAME)) {
            System.exit(SessionLogin.run(List.of(arguments).subList(1, arguments.length)));
        }
        if (arguments.length > 0 && arguments[0].equals(SessionBackupRun.NAME)) {
            System.exit(SessionBackupRun.run(List.of(arguments).subList(1, arguments.length)));
        }
        if (arguments.length > 0 && arguments[0].equals(AuditRun.NAME)) {
            System.exit(AuditRun.run(List.of(arguments).subList(1, arguments.length)));
        }
        if (SessionLogin.isWantedAtStart()) {
            int status = SessionLogin.runAtStart();
            if (status != 0) {
                System.exit(status);
            }
        }
        ServiceShell.run(MtprotoNative.class, arguments, SETTINGS);
    }

    /** Connects when the first event is published; switched off it never does. */
    @Bean
    MessageBus messageBus(RabbitSettings settings) {
        return MessageBus.connect(settings.options());
    }

    @Bean
    Gateway gateway(
            GatewaySettings settings,
            BusSettings busSettings,
            PushSettings pushSettings,
            TelegramSettings telegramSettings,
            RepairSettings repairSettings,
            MediaSettings mediaSettings,
            ForwardingSettings forwardingSettings,
            MessageDatabase database,
            MessageCache cache,
            MessageBus bus,
            InstantSource clock,
            MeterRegistry metrics) {
        try {
            return new Gateway(
                    settings,
                    database,
                    settings.cache() ? cache : null,
                    busSettings.enabled()
                            ? new BusOutlet(bus, busSettings.historyMaxAge(), busSettings.startPosition())
                            : null,
                    pushSettings,
                    telegramSettings,
                    repairSettings,
                    mediaSettings,
                    forwardingSettings,
                    clock,
                    RandomGenerator.getDefault(),
                    metrics);
        } catch (JournalException e) {
            throw new StartRefusedException(
                    String.valueOf(e.getMessage()), "More about the journal's files: README of mtproto-native.");
        } catch (SessionException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()), e.hint());
        } catch (StoreUnavailableException e) {
            throw new StartRefusedException(
                    String.valueOf(e.getMessage()),
                    "Check FAILURE_QUEUE_PATH and TELEGRAM_MEDIA_DIR: owner, permissions and free space.");
        }
    }

    // The gateway closes its parts itself, in order.

    @Bean(destroyMethod = "")
    Journal journal(Gateway gateway) {
        return gateway.journal();
    }

    @Bean(destroyMethod = "")
    Delivery delivery(Gateway gateway) {
        return gateway.delivery();
    }

    @Bean
    ChannelTakeover channelTakeover(
            GatewaySettings settings, Journal journal, MessageDatabase database, MessageCache cache) {
        return new ChannelTakeover(journal, database, settings.cache() ? cache : null);
    }

    @Bean
    IntakeBooks intakeBooks(Gateway gateway) {
        return gateway.books();
    }

    @Bean(destroyMethod = "")
    Intake intake(Gateway gateway) {
        return gateway.intake();
    }

    /** Null while nothing is pushed. */
    @Bean(destroyMethod = "")
    @Nullable
    Push push(Gateway gateway) {
        return gateway.push();
    }

    /** Null while nothing is received from Telegram. */
    @Bean(destroyMethod = "")
    @Nullable
    Telegram telegram(Gateway gateway) {
        return gateway.telegram();
    }

    /** Null while no files are fetched. */
    @Bean
    @Nullable
    StoredMedia storedMedia(Gateway gateway) {
        MediaDownload media = gateway.media();
        return media == null ? null : media.stored();
    }

    @Bean
    ForwardingRules forwardingRules(Gateway gateway) {
        return gateway.forwardingRules();
    }

    @Bean(destroyMethod = "")
    Imports imports(Gateway gateway) {
        return gateway.imports();
    }

    @Bean
    TokenFilter controlToken(GatewaySettings settings) {
        log.info(
                "Controllers need the token with the fingerprint {}",
                settings.controlToken().fingerprint());
        return new TokenFilter("X-Gateway-Token", settings.controlToken(), TokenFilter.OPEN_PATHS);
    }

    @Bean
    LocalControlFilter localControl() {
        return new LocalControlFilter();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> noForms() {
        return server -> server.addConnectorCustomizers(connector -> connector.setParseBodyMethods("PATCH"));
    }
}
