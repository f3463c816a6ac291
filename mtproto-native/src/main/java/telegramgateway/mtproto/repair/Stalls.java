package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.mtproto.intake.IntakeClosedException;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalException;
import telegramgateway.mtproto.session.Ask;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;

/**
 * Channels that have fallen silent though they have not: a connection that works says nothing about whether Telegram
 * still tells of a channel. One that is silent for longer than it usually is, is asked for its newest message. If that
 * was not told, it is repaired at once, and the next means is tried: open the chat, connect anew, tell a person.
 */
final class Stalls implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Stalls.class);

    /** From so many messages on that had to be asked for one after another, a person must know. */
    static final int STALLED_FROM = 3;

    /** How often a channel is asked that has kept something back. */
    static final Duration SUSPECT_EVERY = Duration.ofMinutes(1);

    /** By so much of their time channels are asked later, each by another part: not all at once. */
    private static final int JITTER_PERCENT = 20;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final int PERCENT = 100;

    private final Duration after;
    private final Ask telegram;
    private final History history;
    private final HistoryIntake intake;
    private final Journal journal;
    private final Holes holes;
    private final LongPredicate isRead;
    private final BooleanSupplier isSettled;
    private final CountDownLatch stopping;
    private final InstantSource clock;
    private final Map<Long, Silence> silences = new ConcurrentHashMap<>();
    private final AtomicLong found = new AtomicLong();

    /** One channel's. Guarded by itself. */
    private static final class Silence {
        private final UsualSilence usual;
        private Instant askAt;
        private int keptBack;
        private long lag;

        private Silence(UsualSilence usual, Instant askAt) {
            this.usual = usual;
            this.askAt = askAt;
        }
    }

    /**
     * @param after no silence is suspicious before; zero to ask never
     * @param isRead whether a channel's history is the account's to read
     */
    Stalls(
            Duration after,
            Ask telegram,
            History history,
            HistoryIntake intake,
            Journal journal,
            Holes holes,
            LongPredicate isRead,
            BooleanSupplier isSettled,
            CountDownLatch stopping,
            InstantSource clock) {
        this.after = after;
        this.telegram = telegram;
        this.history = history;
        this.intake = intake;
        this.journal = journal;
        this.holes = holes;
        this.isRead = isRead;
        this.isSettled = isSettled;
        this.stopping = stopping;
        this.clock = clock;
    }

    /** How often a message had not been told when it was asked for. */
    long found() {
        return found.get();
    }

    /** How many channels keep things back in spite of everything. */
    int stalled() {
        return (int) silences.values().stream()
                .filter(silence -> {
                    synchronized (silence) {
                        return silence.keptBack >= STALLED_FROM;
                    }
                })
                .count();
    }

    /** By how many ids the channel that is most behind was behind Telegram when it was asked last. */
    long lag() {
        return silences.values().stream()
                .mapToLong(silence -> {
                    synchronized (silence) {
                        return silence.lag;
                    }
                })
                .max()
                .orElse(0);
    }

    /** A message came live. Does not wait. */
    void told(long channelId) {
        Silence silence = silence(channelId);
        synchronized (silence) {
            if (silence.keptBack >= STALLED_FROM) {
                LOG.info("Telegram tells of channel {} again", channelId);
            }
            silence.keptBack = 0;
            silence.lag = 0;
            silence.usual.ended(clock.instant());
            silence.askAt = next(channelId, silence);
        }
    }

    private Silence silence(long channelId) {
        return silences.computeIfAbsent(channelId, _ -> {
            Silence silence = new Silence(new UsualSilence(after), clock.instant());
            silence.askAt = next(channelId, silence);
            return silence;
        });
    }

    private Instant next(long channelId, Silence silence) {
        Instant now = clock.instant();
        Duration wait = silence.keptBack > 0 ? SUSPECT_EVERY : silence.usual.suspiciousFrom(now);
        long part = Math.floorMod(channelId, JITTER_PERCENT);
        return now.plus(wait).plus(wait.multipliedBy(part).dividedBy(PERCENT));
    }

    @Override
    public void run() {
        try {
            while (!stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (after.isPositive() && isSettled.getAsBoolean()) {
                    silences.keySet().retainAll(journal.watched());
                    for (long channelId : journal.watched()) {
                        look(channelId);
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks a channel whose time has come. */
    void look(long channelId) throws InterruptedException {
        Silence silence = silence(channelId);
        synchronized (silence) {
            if (clock.instant().isBefore(silence.askAt)) {
                return;
            }
            silence.askAt = next(channelId, silence);
        }
        boolean mayBeAsked = CoverageInterval.applies(channelId)
                && isRead.test(channelId)
                && !journal.unread().containsKey(channelId);
        if (mayBeAsked) {
            try {
                ask(channelId, silence);
            } catch (TdError | SessionException | IntakeClosedException | JournalException e) {
                LOG.debug("Channel {} is asked for its newest message later", channelId, e);
            }
        }
    }

    private void ask(long channelId, Silence silence) throws InterruptedException {
        long known = journal.newestMessage(channelId);
        long theirs = history.newestThere(Purpose.PROBE, channelId);
        long lag = known == 0 ? 0 : Math.max(0, theirs - Math.max(known, journal.newestMessage(channelId)));
        int keptBack;
        synchronized (silence) {
            silence.lag = lag;
            if (lag == 0) {
                return;
            }
            keptBack = ++silence.keptBack;
            silence.askAt = next(channelId, silence);
        }
        found.incrementAndGet();
        intake.note(List.of(CoverageInterval.of(channelId, theirs, CoverageState.UNKNOWN)));
        holes.look(channelId, theirs);
        act(channelId, theirs, keptBack);
    }

    private void act(long channelId, long theirs, int keptBack) {
        if (keptBack >= STALLED_FROM) {
            LOG.error(
                    "Telegram does not tell of channel {} any more, though the account is connected: message {} had to be"
                            + " asked for. What is posted there is read every {} s. Restart the gateway; if that does"
                            + " not help, update TDLib, and name the channel in TELEGRAM_OPEN_CHATS.",
                    channelId,
                    theirs,
                    SUSPECT_EVERY.toSeconds());
            return;
        }
        LOG.warn("Telegram had not told message {} of channel {}; it is read now", theirs, channelId);
        if (keptBack == 1) {
            // Opening a chat makes TDLib ask for what is new there.
            telegram.ask(TdLibrary.request("openChat").put("chat_id", channelId), ANSWER_LIMIT);
            telegram.ask(TdLibrary.request("closeChat").put("chat_id", channelId), ANSWER_LIMIT);
        } else {
            // As after a change of networks TDLib connects anew.
            var request = TdLibrary.request("setNetworkType");
            request.putObject("type").put("@type", "networkTypeOther");
            telegram.ask(request, ANSWER_LIMIT);
        }
    }
}
