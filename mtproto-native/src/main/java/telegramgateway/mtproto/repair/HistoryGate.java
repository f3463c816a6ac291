package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.mtproto.session.Ask;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.tdlib.TdError;
import tools.jackson.databind.node.ObjectNode;

/**
 * Through which every request for history goes: one at a time, the most urgent first, and no more than the budget
 * allows. Safe for use by many threads.
 */
final class HistoryGate {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryGate.class);

    /** TDLib itself waits up to a minute when Telegram bids it. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(90);

    /** How often one who waits looks again. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Ask telegram;
    private final FloodBudget budget;
    private final CountDownLatch stopping;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Purpose, Integer> waiting = new EnumMap<>(Purpose.class);
    private final Map<Purpose, AtomicLong> requests = new EnumMap<>(Purpose.class);
    private final AtomicLong floodWaits = new AtomicLong();
    private boolean asking;

    HistoryGate(Ask telegram, FloodBudget budget, CountDownLatch stopping) {
        this.telegram = telegram;
        this.budget = budget;
        this.stopping = stopping;
        for (Purpose purpose : Purpose.values()) {
            waiting.put(purpose, 0);
            requests.put(purpose, new AtomicLong());
        }
    }

    /**
     * Asks once it is this purpose's turn; again when Telegram wants quiet, after as long as it wants.
     *
     * @throws TdError when Telegram refuses
     * @throws SessionException when there is no answer in time, or the gateway stops
     */
    ObjectNode ask(Purpose purpose, ObjectNode request) throws InterruptedException {
        while (true) {
            enter(purpose);
            try {
                budget.spend();
                requests(purpose).incrementAndGet();
                return telegram.ask(request, ANSWER_LIMIT);
            } catch (TdError e) {
                Duration wait = e.retryAfter().orElseThrow(() -> e);
                budget.flooded(wait);
                floodWaits.incrementAndGet();
                LOG.warn(
                        "Telegram wants {} s of quiet before it is asked for more history ({})",
                        wait.toSeconds(),
                        purpose.jsonName());
            } finally {
                leave();
            }
        }
    }

    private void enter(Purpose purpose) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting.merge(purpose, 1, Integer::sum);
            try {
                long left = toWait(purpose);
                while (left > 0) {
                    if (stopping.getCount() == 0) {
                        throw new SessionException("The gateway is stopping.", "Try again once it runs.");
                    }
                    changed.await(left, TimeUnit.NANOSECONDS);
                    left = toWait(purpose);
                }
                asking = true;
            } finally {
                waiting.merge(purpose, -1, Integer::sum);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How long until it is worth a look; 0 when it is this purpose's turn. */
    private long toWait(Purpose purpose) {
        boolean others = asking
                || waiting.entrySet().stream().anyMatch(it -> it.getKey().compareTo(purpose) < 0 && it.getValue() > 0);
        long delay = others ? LOOK.toNanos() : budget.delay().toNanos();
        return Math.min(delay, LOOK.toNanos());
    }

    private void leave() {
        lock.lock();
        try {
            asking = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How long Telegram still wants quiet. */
    Duration quiet() {
        return budget.quiet();
    }

    /** How often it wanted quiet. */
    long floodWaits() {
        return floodWaits.get();
    }

    /** How often history was asked for. */
    long requestsFor(Purpose purpose) {
        return requests(purpose).get();
    }

    private AtomicLong requests(Purpose purpose) {
        return requests.computeIfAbsent(purpose, _ -> new AtomicLong());
    }
}
