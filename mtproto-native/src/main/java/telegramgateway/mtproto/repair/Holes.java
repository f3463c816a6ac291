package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.intake.IntakeClosedException;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalException;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.tdlib.TdError;

/**
 * Asks Telegram for the ids of which the database knows nothing, the newest first and a page at a time, until each is
 * stored, refused or absent. What is left is the ledger's: a restart goes on from there.
 */
final class Holes implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Holes.class);

    /** Holes of a channel that are planned at a time. */
    private static final int PLANNED_MAX = 100;

    /** What caused a look has reached the journal by then. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** Facts follow the events that the database has within this. */
    private static final Duration FACTS_LIMIT = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Journal journal;
    private final Ledger ledger;
    private final HoleReader reader;
    private final LongPredicate isRead;
    private final BooleanSupplier isSettled;
    private final Unreadable unreadable;
    private final Duration checkEvery;
    private final CountDownLatch stopping;
    private final InstantSource clock;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Set<Long> woken = ConcurrentHashMap.newKeySet();
    private final Map<Long, Long> expected = new ConcurrentHashMap<>();
    private final Map<Long, ChannelHoles> channels = new LinkedHashMap<>();
    private Instant checkAt = Instant.EPOCH;

    private enum Step {
        WORKED,
        WAITS,
        LEFT_FOR_LATER,
        DONE
    }

    /**
     * @param isRead whether a channel's history is the account's to read
     * @param isSettled whether the session is logged in and TDLib knows its chats
     */
    Holes(
            Journal journal,
            Ledger ledger,
            HoleReader reader,
            LongPredicate isRead,
            BooleanSupplier isSettled,
            Unreadable unreadable,
            Duration checkEvery,
            CountDownLatch stopping,
            InstantSource clock) {
        this.journal = journal;
        this.ledger = ledger;
        this.reader = reader;
        this.isRead = isRead;
        this.isSettled = isSettled;
        this.unreadable = unreadable;
        this.checkEvery = checkEvery;
        this.stopping = stopping;
        this.clock = clock;
    }

    /** Looks at a channel soon. Does not wait; for any thread. */
    void look(long channelId) {
        if (CoverageInterval.applies(channelId) && woken.add(channelId)) {
            wakeUps.release();
        }
    }

    /** The same, and waits until the database has heard of an id. */
    void look(long channelId, long expectedId) {
        expected.put(channelId, expectedId);
        look(channelId);
    }

    /** Looks at all channels soon. */
    void lookAtAll() {
        journal.watched().forEach(this::look);
    }

    @Override
    public void run() {
        try {
            while (stopping.getCount() > 0) {
                wakeUps.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS);
                wakeUps.drainPermits();
                if (!clock.instant().isBefore(checkAt)) {
                    checkAt = clock.instant().plus(checkEvery);
                    lookAtAll();
                }
                fill();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void fill() throws InterruptedException {
        try {
            boolean more = true;
            while (more && isSettled.getAsBoolean() && stopping.getCount() > 0) {
                admit();
                more = round();
            }
        } catch (StoreUnavailableException | SessionException | IntakeClosedException | JournalException e) {
            LOG.debug("Unknown ids are asked for later", e);
            later();
        } catch (RuntimeException e) {
            LOG.error("Unknown ids are asked for later", e);
            later();
        }
    }

    private void later() throws InterruptedException {
        channels.values().forEach(ChannelHoles::startOver);
        stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void admit() {
        for (long channelId : Set.copyOf(woken)) {
            woken.remove(channelId);
            ChannelHoles channel = channels.computeIfAbsent(channelId, ChannelHoles::new);
            channel.forgetPlan();
            channel.notBefore = clock.instant().plus(GRACE);
            channel.isFresh = true;
        }
        // What was missed is being read anyway; who has read it, says so.
        channels.keySet()
                .removeIf(channelId -> !isRead.test(channelId)
                        || unreadable.contains(channelId)
                        || journal.unread().containsKey(channelId)
                        || journal.ownership().isFenced(channelId));
    }

    /** A page of each channel; one of history that nobody has seen only when there is nothing newer. */
    private boolean round() throws InterruptedException {
        boolean worked = false;
        boolean waits = false;
        for (ChannelHoles channel : List.copyOf(channels.values())) {
            Step step = step(channel, false);
            worked |= step == Step.WORKED;
            waits |= step == Step.WAITS;
        }
        for (ChannelHoles channel : List.copyOf(channels.values())) {
            worked = worked || step(channel, true) == Step.WORKED;
        }
        if (!worked && waits) {
            stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        return worked || waits;
    }

    private Step step(ChannelHoles channel, boolean alsoBackfill) throws InterruptedException {
        try {
            if (channel.isEmpty() && !plan(channel)) {
                return Step.WAITS;
            }
            if (channel.isEmpty()) {
                if (channel.paused() == 0) {
                    channels.remove(channel.channelId);
                }
                return Step.DONE;
            }
            boolean backfill = channel.isBackfill(channel.next());
            if (backfill && !alsoBackfill) {
                return Step.LEFT_FOR_LATER;
            }
            reader.read(channel, backfill ? Purpose.BACKFILL : Purpose.HOLES);
            channel.awaited = head(channel.channelId);
            channel.appliedAt = null;
            return Step.WORKED;
        } catch (TdError e) {
            unreadable.asked(channel.channelId, e, isSettled.getAsBoolean());
            channel.startOver();
            channel.notBefore = clock.instant().plus(RETRY);
            return Step.WAITS;
        }
    }

    /** False while the database does not have everything yet that it needs to answer. */
    private boolean plan(ChannelHoles channel) {
        Instant now = clock.instant();
        if (now.isBefore(channel.notBefore)) {
            return false;
        }
        if (channel.isFresh) {
            channel.isFresh = false;
            channel.awaited = head(channel.channelId);
            channel.appliedAt = null;
            long named = reader.nameNewest(channel.channelId);
            Long awaited = expected.remove(channel.channelId);
            channel.named = awaited == null ? named : awaited;
        }
        if (channel.appliedAt == null && ledger.hasApplied(channel.channelId, channel.awaited)) {
            channel.appliedAt = now;
        }
        if (channel.appliedAt == null) {
            return false;
        }
        boolean mayBeOnTheWay = now.isBefore(channel.appliedAt.plus(FACTS_LIMIT));
        if (mayBeOnTheWay && channel.named > 0 && !ledger.reaches(channel.channelId, channel.named)) {
            return false;
        }
        List<CoverageInterval> unknown = ledger.unknown(channel.channelId, PLANNED_MAX);
        if (mayBeOnTheWay && channel.wasAnswered(unknown)) {
            return false;
        }
        for (CoverageInterval hole : channel.plan(unknown, ledger.first(channel.channelId), now)) {
            LOG.warn(
                    "Messages {} to {} of channel {} stay unknown though Telegram has answered {} times;"
                            + " they are asked for again in {} minutes",
                    hole.lo(),
                    hole.hi(),
                    hole.channelId(),
                    ChannelHoles.ROUNDS_MAX,
                    ChannelHoles.PAUSE.toMinutes());
        }
        return true;
    }

    private long head(long channelId) {
        return journal.channelHeads().getOrDefault(channelId, 0L);
    }
}
