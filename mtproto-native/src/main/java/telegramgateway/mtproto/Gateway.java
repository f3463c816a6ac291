package telegramgateway.mtproto;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
import telegramgateway.mtproto.delivery.FollowUp;
import telegramgateway.mtproto.forward.Forwarding;
import telegramgateway.mtproto.forward.ForwardingRules;
import telegramgateway.mtproto.imports.Imports;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeBooks;
import telegramgateway.mtproto.intake.IntakeState;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.media.MediaDownload;
import telegramgateway.mtproto.media.MediaSettings;
import telegramgateway.mtproto.push.Push;
import telegramgateway.mtproto.push.PushOptions;
import telegramgateway.mtproto.push.PushSettings;
import telegramgateway.mtproto.repair.Ledger;
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
    private final @Nullable MediaDownload media;
    private final ForwardingRules forwardingRules;
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
            RepairSettings repairSettings,
            MediaSettings mediaSettings,
            ForwardingSettings forwardingSettings,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry metrics) {
        journal = Journal.open(
                settings.dataDirectory(), settings.journalMaxSize().toBytes(), settings.journalTargetShare(), clock);
        push = openPush(settings, pushSettings, clock, metrics);
        books = new IntakeBooks(metrics);
        intake = new Intake(journal, database::known, books, random);
        telegram = prepareTelegram(telegramSettings, repairSettings, database, clock);
        media = openMedia(telegramSettings, mediaSettings, settings.dataDirectory(), clock, metrics);
        forwardingRules = new ForwardingRules(database, forwardingSettings.destination(), clock, System::nanoTime);
        List<FollowUp> followUps = followUps(forwardingSettings, metrics);
        delivery = Delivery.start(journal, database, cache, bus, push, followUps, clock, random, metrics);
        imports = new Imports(
                settings.dataDirectory().resolve(IMPORTS_DIRECTORY),
                intake,
                clock,
                settings.importMaxSize().toBytes());
        if (telegram != null) {
            // Last: it begins to hand over at once.
            telegram.open();
        }
    }

    /** What is done at Telegram. A bot alone forwards nothing: it cannot look whether a copy is there. */
    private List<FollowUp> followUps(ForwardingSettings settings, MeterRegistry metrics) {
        List<FollowUp> followUps = new ArrayList<>();
        if (media != null) {
            followUps.add(media);
        }
        if (telegram != null) {
            telegram.userAccount()
                    .ifPresent(account -> followUps.add(new Forwarding(
                            forwardingRules,
                            journal,
                            account,
                            settings.historyMaxAge(),
                            settings.perMinute(),
                            metrics)));
        }
        return followUps;
    }

    /** Nothing but the journal, the push endpoint and the intake runs yet. */
    private @Nullable Telegram prepareTelegram(
            TelegramSettings settings, RepairSettings repair, MessageDatabase database, InstantSource clock) {
        if (!settings.enabled()) {
            return null;
        }
        try {
            return Telegram.prepare(
                    settings.libraryPath(),
                    settings.sessionDirectory(),
                    settings.accounts(),
                    journal,
                    intake,
                    Ledger.of(database, journal),
                    database::between,
                    repair.options(),
                    clock,
                    settings.nativeMemoryMax().toBytes());
        } catch (RuntimeException e) {
            closeWhatWasPrepared();
            throw e instanceof IllegalStateException
                    ? new SessionException(
                            String.valueOf(e.getMessage()), "TDLIB_LIBRARY_PATH names a build of your own.", e)
                    : e;
        }
    }

    /** Null while no files are fetched. */
    private @Nullable MediaDownload openMedia(
            TelegramSettings source, MediaSettings settings, Path data, InstantSource clock, MeterRegistry metrics) {
        if (telegram == null || !settings.enabled()) {
            return null;
        }
        try {
            return MediaDownload.open(telegram, source.sessionDirectory(), settings, data, clock, metrics);
        } catch (StoreUnavailableException e) {
            telegram.close();
            closeWhatWasPrepared();
            throw e;
        }
    }

    private void closeWhatWasPrepared() {
        intake.close();
        if (push != null) {
            push.close();
        }
        journal.close();
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

    ForwardingRules forwardingRules() {
        return forwardingRules;
    }

    /** Null while nothing is received from Telegram. */
    @Nullable
    Telegram telegram() {
        return telegram;
    }

    /** Null while no files are fetched. */
    @Nullable
    MediaDownload media() {
        return media;
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
