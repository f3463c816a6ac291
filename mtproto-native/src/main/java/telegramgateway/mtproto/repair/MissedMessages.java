package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.mtproto.intake.IntakeClosedException;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalException;
import telegramgateway.mtproto.session.Ask;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;

/**
 * What an account may have missed. The journal knows above which message of a channel that is until Telegram's history
 * was read from there, so that neither a failure nor a restart forgets it.
 */
final class MissedMessages implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(MissedMessages.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int CHATS_AT_ONCE = 100;
    private static final int HTTP_NOT_FOUND = 404;

    private final Ask telegram;
    private final BooleanSupplier isReady;
    private final Journal journal;
    private final CatchUp catchUp;
    private final LongUnaryOperator newestNamed;
    private final LongPredicate isTaken;
    private final Unreadable unreadable;
    private final LongConsumer whenRead;
    private final boolean bot;
    private final CountDownLatch stopping;
    private final Semaphore wakeUps = new Semaphore(0);

    /** Channels that were noted since their history began to be read. */
    private final Set<Long> noted = new HashSet<>();

    /** Notes that the journal could not take yet. */
    private final Map<Long, Long> unwritten = new HashMap<>();

    private volatile boolean chatsAreLoaded;

    /**
     * @param isReady whether the session is logged in
     * @param newestNamed a channel's newest message as far as TDLib knows; 0 when it knows none
     * @param isTaken whether a channel's history is the account's to read
     * @param whenRead is told of each channel of which nothing newest is missing any more
     * @param bot true for a bot, which gets neither a list of chats nor history
     */
    MissedMessages(
            Ask telegram,
            BooleanSupplier isReady,
            Journal journal,
            CatchUp catchUp,
            LongUnaryOperator newestNamed,
            LongPredicate isTaken,
            Unreadable unreadable,
            LongConsumer whenRead,
            boolean bot,
            CountDownLatch stopping) {
        this.telegram = telegram;
        this.isReady = isReady;
        this.journal = journal;
        this.catchUp = catchUp;
        this.newestNamed = newestNamed;
        this.isTaken = isTaken;
        this.unreadable = unreadable;
        this.whenRead = whenRead;
        this.bot = bot;
        this.stopping = stopping;
    }

    /** Whether TDLib knows all chats of the account, as far as it will. */
    boolean chatsAreLoaded() {
        return bot || chatsAreLoaded;
    }

    /** What comes from now on may be missing, also below what another account takes meanwhile. */
    void nobodyListens() {
        for (long channelId : journal.watched()) {
            note(channelId);
        }
    }

    /** On every opening: what came while nobody listened, TDLib may or may not tell. */
    void opened() {
        nobodyListens();
        sayWhatIsWatched();
        chatsAreLoaded = false;
        wakeUps.release();
    }

    /** Some of a channel's messages may be missing above the newest that is known. */
    void mayBeAboveNewest(long channelId) {
        note(channelId);
        wakeUps.release();
    }

    /** The account takes part in a channel, perhaps again. */
    void joined(long channelId) {
        if (unreadable.remove(channelId)) {
            wakeUps.release();
        }
    }

    /** Of a channel without a message nobody knows where to begin. Never throws: a full disk must not forget it. */
    private void note(long channelId) {
        long newest = journal.newestMessage(channelId);
        if (newest > 0) {
            synchronized (noted) {
                noted.add(channelId);
                unwritten.merge(channelId, newest, Math::min);
                try {
                    writeNotes();
                } catch (JournalException e) {
                    LOG.warn(
                            "That messages may be missing is noted once the journal can be written: {}",
                            e.getMessage());
                }
            }
        }
    }

    private void writeNotes() {
        synchronized (noted) {
            for (Map.Entry<Long, Long> note : Map.copyOf(unwritten).entrySet()) {
                journal.unreadAbove(note.getKey(), note.getValue());
                unwritten.remove(note.getKey());
            }
        }
    }

    /** A note of the meantime stands: what it is about may lie above what was read. */
    private void wasRead(long channelId, long above) {
        synchronized (noted) {
            if (!noted.contains(channelId)) {
                journal.read(channelId, above);
            }
        }
    }

    @Override
    public void run() {
        try {
            while (stopping.getCount() > 0) {
                wakeUps.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS);
                wakeUps.drainPermits();
                if (isReady.getAsBoolean() && !bot) {
                    readWhatMayBeMissing();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void readWhatMayBeMissing() throws InterruptedException {
        try {
            writeNotes();
            if (!chatsAreLoaded) {
                loadChats();
            }
            for (Map.Entry<Long, Long> channel : Map.copyOf(journal.unread()).entrySet()) {
                if (isTaken.test(channel.getKey())
                        && !unreadable.contains(channel.getKey())
                        && isReady.getAsBoolean()) {
                    read(channel.getKey(), channel.getValue());
                }
            }
        } catch (TdError e) {
            LOG.debug("What may be missing is read later", e);
            stopping.await(e.retryAfter().orElse(Duration.ZERO).toMillis(), TimeUnit.MILLISECONDS);
        } catch (SessionException | IntakeClosedException e) {
            LOG.debug("What may be missing is read later", e);
        } catch (RuntimeException e) {
            LOG.error("What may be missing is read later", e);
        }
    }

    private void read(long channelId, long above) throws InterruptedException {
        try {
            synchronized (noted) {
                noted.remove(channelId);
            }
            long newest = newestNamed.applyAsLong(channelId);
            // What TDLib has not heard of yet, it will tell, or say that it cannot.
            boolean nothingAbove = newest > 0 && newest <= above;
            int found = nothingAbove
                    ? 0
                    : catchUp.run(Purpose.MISSED, channelId, above, CatchUp.MESSAGES_MAX)
                            .read();
            wasRead(channelId, above);
            whenRead.accept(channelId);
            if (found > 0) {
                LOG.info("Read {} messages of {} that came while nobody listened", found, channelId);
            }
        } catch (SessionException e) {
            LOG.debug("The others get their turn before the history of {} is asked for again", channelId, e);
        } catch (TdError e) {
            unreadable.asked(channelId, e, isReady.getAsBoolean());
        }
    }

    /** Makes TDLib know all chats of the account, which it then keeps up to date. */
    private void loadChats() {
        unreadable.clear();
        try {
            while (true) {
                telegram.ask(TdLibrary.request("loadChats").put("limit", CHATS_AT_ONCE), ANSWER_LIMIT);
            }
        } catch (TdError e) {
            if (e.code() != HTTP_NOT_FOUND) {
                throw e;
            }
            // There are no more.
            chatsAreLoaded = true;
        }
    }

    private void sayWhatIsWatched() {
        if (journal.watched().isEmpty()) {
            LOG.warn("No channel is registered, so nothing is received. Register one with: bin/channels add @NAME");
        } else {
            LOG.info("{} channels are watched", journal.watched().size());
        }
    }
}
