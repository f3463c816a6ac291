package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
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
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.intake.IntakeClosedException;
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

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final RepairOptions options;
    private final Journal journal;
    private final Comparison comparison;
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
    private final AtomicLong missing = new AtomicLong();
    private final AtomicLong versionsLost = new AtomicLong();

    Sweep(
            RepairOptions options,
            Journal journal,
            Comparison comparison,
            LongPredicate isRead,
            BooleanSupplier isSettled,
            CountDownLatch stopping,
            InstantSource clock) {
        this.options = options;
        this.journal = journal;
        this.comparison = comparison;
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

    long missing() {
        return missing.get();
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
        Instant youngEnough = clock.instant().minus(options.sweepAge());
        int seen = 0;
        int differences = 0;
        long newest = 0;
        long below = 0;
        boolean last = false;
        while (!last) {
            Compared page = comparison.page(Purpose.SWEEP, channelId, 1, below, newest);
            count(channelId, page);
            differences += page.differences();
            seen += page.seen();
            newest = Math.max(newest, page.oldest());
            below = page.oldest();
            last = page.last()
                    || seen >= options.sweepMessages()
                    || (page.oldestSentAt() != null && page.oldestSentAt().isBefore(youngEnough));
        }
        if (differences > 0) {
            LOG.info("{} messages of channel {} had come, changed or gone without a word", differences, channelId);
        }
    }

    private void count(long channelId, Compared page) {
        compared.addAndGet(page.stored());
        deleted.addAndGet(page.deleted().size());
        missing.addAndGet(page.missing().size());
        edited.addAndGet(page.edited().size());
        for (Compared.Edited message : page.edited()) {
            if (message.versionLost()) {
                versionsLost.incrementAndGet();
                LOG.info(
                        "Message {} of channel {} was edited unseen: what it said between is lost if it was edited twice",
                        message.messageId(),
                        channelId);
            }
        }
        if (!page.contradicted().isEmpty()) {
            LOG.warn(
                    "{} messages of channel {} are stored as deleted, and Telegram has them: {}",
                    page.contradicted().size(),
                    channelId,
                    page.contradicted());
        }
    }
}
