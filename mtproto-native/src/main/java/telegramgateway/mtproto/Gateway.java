package telegramgateway.mtproto;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.delivery.BusOutlet;
import telegramgateway.mtproto.delivery.Delivery;
import telegramgateway.mtproto.imports.Imports;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeBooks;
import telegramgateway.mtproto.intake.IntakeState;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.push.Push;
import telegramgateway.mtproto.push.PushOptions;
import telegramgateway.mtproto.push.PushSettings;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.telegram.Telegram;

/**
 * The way of a message, from its end to its beginning: the journal, the delivery behind it, the intake before it, the
 * sources before that. Stops in the opposite order, so that nothing is handed to a part that has stopped.
 */
final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final String IMPORTS_DIRECTORY = "imports";

    private final Journal journal;
    private final @Nullable Push push;
    private final Delivery delivery;
    private final IntakeBooks books;
    private final Intake intake;
    private final Imports imports;
    private final @Nullable Telegram telegram;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /**
     * @param cache null when it is switched off
     * @param bus null when it is switched off
     * @param pushSettings say whether anything is pushed
     */
    Gateway(
            GatewaySettings settings,
            MessageDatabase database,
            @Nullable MessageCache cache,
            @Nullable BusOutlet bus,
            PushSettings pushSettings,
            TelegramSettings telegramSettings,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry metrics) {
        journal = Journal.open(
                settings.dataDirectory(), settings.journalMaxSize().toBytes(), settings.journalTargetShare(), clock);
        push = openPush(settings, pushSettings, clock, metrics);
        delivery = Delivery.start(journal, database, cache, bus, push, clock, random, metrics);
        books = new IntakeBooks(metrics);
        intake = new Intake(journal, database::known, books, random);
        imports = new Imports(
                settings.dataDirectory().resolve(IMPORTS_DIRECTORY),
                intake,
                clock,
                settings.importMaxSize().toBytes());
        telegram = openTelegram(telegramSettings, clock);
    }

    /** Last: it begins to hand over at once. */
    private @Nullable Telegram openTelegram(TelegramSettings settings, InstantSource clock) {
        if (!settings.enabled()) {
            return null;
        }
        try {
            return Telegram.open(
                    settings.libraryPath(), settings.sessionDirectory(), settings.accounts(), journal, intake, clock);
        } catch (IllegalStateException e) {
            close();
            throw new SessionException(String.valueOf(e.getMessage()), "TDLIB_LIBRARY_PATH names a build of your own.");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** After the journal, which keeps other processes out of the directory. */
    private @Nullable Push openPush(
            GatewaySettings settings, PushSettings pushSettings, InstantSource clock, MeterRegistry metrics) {
        if (pushSettings.endpoints() == null) {
            return null;
        }
        PushOptions options = PushOptions.of(pushSettings, settings.dataDirectory());
        try {
            return Push.open(options, clock, metrics);
        } catch (StoreUnavailableException e) {
            journal.close();
            throw e;
        }
    }

    Journal journal() {
        return journal;
    }

    @Nullable
    Push push() {
        return push;
    }

    Delivery delivery() {
        return delivery;
    }

    IntakeBooks books() {
        return books;
    }

    Intake intake() {
        return intake;
    }

    Imports imports() {
        return imports;
    }

    /** Null while nothing is received from Telegram. */
    @Nullable
    Telegram telegram() {
        return telegram;
    }

    /** Stops the sources, decides what they have handed over, and delivers what waits if that is quick. */
    void stop() {
        if (stopped.compareAndSet(false, true)) {
            imports.close();
            if (intake.state() != IntakeState.ACCEPTING) {
                // A source that waits for room would not end; what it has, Telegram still has.
                intake.close();
            }
            if (telegram != null) {
                telegram.close();
            }
            intake.close();
            LOG.info("The sources have stopped");
            delivery.close();
            if (push != null) {
                push.close();
            }
        }
    }

    @Override
    public void close() {
        stop();
        journal.close();
    }
}
