package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.intake.IntakeClosedException;
import telegramgateway.mtproto.intake.Outcome;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalException;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.tdlib.TdError;

/**
 * Compares the newest stored messages of each channel with what Telegram has now. TDLib tells neither edits nor
 * deletions of messages that it has not handed out since it was opened, and of a channel that it lost track of it tells
 * none.
 */
final class Sweep implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    /** Stored messages of a channel that are compared at a time. */
    private static final int COMPARED_MAX = 2_000;

    /** A search may not know yet what was posted just now, unless it knows something younger. */
    private static final Duration SEARCHABLE_AFTER = Duration.ofMinutes(10);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final RepairOptions options;
    private final String account;
    private final Journal journal;
    private final History history;
    private final HistoryIntake intake;
    private final Stored stored;
    private final LongPredicate isRead;
    private final BooleanSupplier isSettled;
    private final CountDownLatch stopping;
    private final InstantSource clock;
    private final Set<Long> due = ConcurrentHashMap.newKeySet();
    private final Map<Long, Instant> failedAt = new HashMap<>();
    private volatile Instant nextAt = Instant.EPOCH;
    private final AtomicLong compared = new AtomicLong();
    private final AtomicLong edited = new AtomicLong();
    private final AtomicLong deleted = new AtomicLong();
    private final AtomicLong versionsLost = new AtomicLong();

    Sweep(
            RepairOptions options,
            String account,
            Journal journal,
            History history,
            HistoryIntake intake,
            Stored stored,
            LongPredicate isRead,
            BooleanSupplier isSettled,
            CountDownLatch stopping,
            InstantSource clock) {
        this.options = options;
        this.account = account;
        this.journal = journal;
        this.history = history;
        this.intake = intake;
        this.stored = stored;
        this.isRead = isRead;
        this.isSettled = isSettled;
        this.stopping = stopping;
        this.clock = clock;
    }

    /** Compares a channel soon. Does not wait; for any thread. */
    void look(long channelId) {
        if (isOn()) {
            due.add(channelId);
        }
    }

    private boolean isOn() {
        return options.sweep().isPositive();
    }

    /** Compares all channels soon. */
    void lookAtAll() {
        nextAt = Instant.EPOCH;
    }

    long compared() {
        return compared.get();
    }

    long edited() {
        return edited.get();
    }

    long deleted() {
        return deleted.get();
    }

    long versionsLost() {
        return versionsLost.get();
    }

    @Override
    public void run() {
        try {
            while (!stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (isOn() && isSettled.getAsBoolean()) {
                    sweepWhatIsDue();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweepWhatIsDue() throws InterruptedException {
        if (!clock.instant().isBefore(nextAt)) {
            nextAt = clock.instant().plus(options.sweep());
            due.addAll(journal.watched());
        }
        for (long channelId : Set.copyOf(due)) {
            // What was missed comes first: it may hold the edits as well.
            boolean now = isSettled.getAsBoolean()
                    && stopping.getCount() > 0
                    && !journal.unread().containsKey(channelId);
            if (now) {
                due.remove(channelId);
                if (isRead.test(channelId) && !journal.ownership().isFenced(channelId)) {
                    sweep(channelId);
                }
            }
        }
    }

    private void sweep(long channelId) throws InterruptedException {
        try {
            compare(channelId);
            failedAt.remove(channelId);
        } catch (TdError e) {
            if (failedAt.put(channelId, clock.instant()) == null) {
                LOG.warn("Channel {} cannot be compared with Telegram: {}", channelId, e.getMessage());
            }
        } catch (StoreUnavailableException | SessionException | IntakeClosedException | JournalException e) {
            LOG.debug("Channel {} is compared with Telegram later", channelId, e);
            due.add(channelId);
            stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            LOG.error("Channel {} could not be compared with Telegram", channelId, e);
        }
    }

    private void compare(long channelId) throws InterruptedException {
        // Before Telegram is asked: what is posted or stored meanwhile must not look as if it were deleted.
        long newest = stored.from(channelId, 1, 1).stream()
                .mapToLong(KnownMessage::messageId)
                .findFirst()
                .orElse(0);
        if (newest == 0) {
            return;
        }
        SweptWindow window = window(channelId);
        List<KnownMessage> known = stored.from(channelId, window.from(), COMPARED_MAX).stream()
                .filter(message -> message.messageId() <= newest)
                .toList();
        compared.addAndGet(known.size());
        List<Message> observed = new ArrayList<>(window.observedOf(known));
        Instant now = clock.instant();
        for (long messageId : gone(channelId, window.missingOf(known), window.newest())) {
            observed.add(Message.deletion(channelId, messageId, now, now, MessageSource.BACKFILL, account));
        }
        long before = edited.get() + deleted.get();
        intake.submit(observed).forEach(this::count);
        long found = edited.get() + deleted.get() - before;
        if (found > 0) {
            LOG.info("{} messages of channel {} were edited or deleted without a word", found, channelId);
        }
    }

    private SweptWindow window(long channelId) throws InterruptedException {
        Instant youngEnough = clock.instant().minus(options.sweepAge());
        SweptWindow.Builder window = new SweptWindow.Builder();
        long below = 0;
        while (window.seen() < options.sweepMessages()) {
            Page page = history.search(Purpose.SWEEP, channelId, below);
            window.add(page);
            if (page.seen() == 0) {
                return window.build(true);
            }
            if (page.messages().stream().anyMatch(message -> isOlder(message, youngEnough))) {
                break;
            }
            below = page.oldest();
        }
        return window.build(false);
    }

    private static boolean isOlder(Message message, Instant youngEnough) {
        return message.sentAt() != null && message.sentAt().isBefore(youngEnough);
    }

    /**
     * Those of the messages that Telegram does not have when it is asked for them once more.
     *
     * @param newest the newest message that a search knows
     */
    private List<Long> gone(long channelId, List<KnownMessage> missing, long newest) throws InterruptedException {
        List<Long> gone = new ArrayList<>();
        List<Long> ids = missing.stream().map(KnownMessage::messageId).toList();
        for (int from = 0; from < ids.size(); from += History.PAGE) {
            List<Long> asked = ids.subList(from, Math.min(ids.size(), from + History.PAGE));
            gone.addAll(asked);
            gone.removeAll(history.of(Purpose.SWEEP, channelId, asked).there());
        }
        // TDLib may answer from what it remembers. A search it never does.
        Instant searchable = clock.instant().minus(SEARCHABLE_AFTER);
        Set<Long> confirmed = new HashSet<>(gone);
        for (KnownMessage message : missing) {
            boolean isOld = message.sentAt() != null && message.sentAt().isBefore(searchable);
            boolean isSearchable = isOld || message.messageId() < newest;
            if (isSearchable && !confirmed.contains(message.messageId())) {
                Page page = history.search(Purpose.SWEEP, channelId, message.messageId() + 1);
                for (KnownMessage other : missing) {
                    boolean covered = page.seen() > 0
                            && other.messageId() <= message.messageId()
                            && other.messageId() >= page.oldest();
                    if (covered && !page.there().contains(other.messageId()) && confirmed.add(other.messageId())) {
                        gone.add(other.messageId());
                    }
                }
            }
        }
        return gone;
    }

    private void count(Outcome outcome) {
        if (!(outcome instanceof Outcome.Accepted accepted)) {
            return;
        }
        Message message = accepted.event().message();
        if (message.kind() == MessageKind.DELETED) {
            deleted.incrementAndGet();
        } else if (message.kind() == MessageKind.EDITED) {
            edited.incrementAndGet();
            if (message.editedAt() != null) {
                versionsLost.incrementAndGet();
                LOG.info(
                        "Message {} of channel {} was edited unseen: what it said between is lost if it was edited twice",
                        message.messageId(),
                        message.channelId());
            }
        }
    }
}
