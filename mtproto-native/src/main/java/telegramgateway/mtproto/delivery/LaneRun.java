package telegramgateway.mtproto.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.database.ChannelFencedException;
import telegramgateway.message.database.CursorMovedException;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.Behind;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalException;
import telegramgateway.mtproto.journal.JournalGapException;
import telegramgateway.mtproto.journal.Ownership;
import telegramgateway.mtproto.journal.TargetLane;
import telegramgateway.mtproto.retry.Backoff;

/**
 * Delivers one lane of one target, in order, until it is stopped. The cursor moves after the target has confirmed; what
 * was confirmed and not noted is delivered again.
 */
final class LaneRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneRun.class);

    /** Events of one batch, and bytes of their JSON, at most. */
    private static final int BATCH_EVENTS = 500;

    /** The reason for which events of other gateways' channels are parked. */
    private static final String FENCED = "fenced";

    private static final long BATCH_BYTES = 4L << 20;

    /** Batches that are passed over before the other side is asked for a sign of life, at most. */
    private static final int PASSED_OVER_MAX = 100;

    private final Target target;
    private final TargetLane lane;
    private final Journal journal;
    private final PastEvents past;
    private final TargetHealth health;
    private final Backoff backoff;
    private final CountDownLatch gate;
    private final CountDownLatch stopping;
    private final Ticker ticker;
    private boolean resumed;
    private long cursor;

    LaneRun(
            TargetRun run,
            TargetLane lane,
            Journal journal,
            PastEvents past,
            Backoff backoff,
            CountDownLatch stopping,
            Ticker ticker) {
        this.past = past;
        this.target = run.target();
        this.health = run.health();
        this.gate = run.gate();
        this.lane = lane;
        this.journal = journal;
        this.backoff = backoff;
        this.stopping = stopping;
        this.ticker = ticker;
    }

    @Override
    public void run() {
        try {
            while (stopping.getCount() > 0) {
                if (gate.await(Ticker.EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    attempt();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() throws InterruptedException {
        try {
            step();
        } catch (CursorMovedException e) {
            LOG.info("{} stands elsewhere: {}", lane, e.getMessage());
            resumed = false;
        } catch (ChannelFencedException e) {
            fence(e.channelIds());
        } catch (LackingException e) {
            health.lacks(lane.toString(), String.valueOf(e.getMessage()));
            pause();
        } catch (StoreUnavailableException | JournalException | JournalGapException e) {
            pause(e);
        } catch (RuntimeException e) {
            LOG.error("Delivery to {} failed in an unexpected way and will be tried again", lane, e);
            pause(e);
        }
    }

    private void fence(Set<Long> channelIds) {
        LOG.error(
                "Other gateways own the channels {}: this one takes and delivers nothing more of them. What waits for"
                        + " {} is parked. bin/takeover makes them its own.",
                channelIds,
                target.name());
        journal.ownership().fence(channelIds);
    }

    private void pause(RuntimeException e) throws InterruptedException {
        // An answer may have been lost, and what comes back may be a copy that is behind.
        resumed = false;
        health.failed(lane.toString(), String.valueOf(e.getMessage()));
        pause();
    }

    private void pause() throws InterruptedException {
        past.doubt();
        stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void step() throws InterruptedException {
        if (!resumed) {
            cursor = resume();
            resumed = true;
        }
        long newest = journal.state().lastPosition();
        List<MessageEvent> events = next();
        // What is passed over needs nobody: a target that is away does not hold it in the journal.
        for (int batch = 1; deliverOwned(events) == 0 && !events.isEmpty() && batch < PASSED_OVER_MAX; batch++) {
            events = next();
        }
        if (events.isEmpty()) {
            // No event lies between: what came since the newest was asked for is not reached.
            long stands = target.deliverRest(lane, cursor, newest);
            if (stands > cursor) {
                advance(stands, 0, 0);
                worked();
            }
        }
        if (ticker.due()) {
            target.tick(lane, cursor, events.isEmpty() || ticker.reached(cursor));
            // What came during a long batch counts as well.
            ticker.ticked(journal.state().lastPosition());
            worked();
        }
        if (events.isEmpty()) {
            journal.awaitBeyond(newest, ticker.left());
        }
    }

    private List<MessageEvent> next() {
        List<MessageEvent> events = journal.after(lane, cursor, BATCH_EVENTS, BATCH_BYTES);
        // Asked afterwards: what was pruned meanwhile may be missing in what was read.
        Optional<Behind> behind = target.hasShare() ? journal.targets().behind(lane) : Optional.empty();
        if (behind.isEmpty()) {
            health.inJournal();
            return events;
        }
        List<MessageEvent> lacking = lacking(behind.get());
        if (lacking.isEmpty()) {
            advance(behind.get().upTo(), 0, 0);
            return next();
        }
        return lacking;
    }

    private List<MessageEvent> lacking(Behind behind) {
        try {
            if (!behind.isCounted()) {
                if (!journal.targets().isSettled(behind.upTo())) {
                    throw new LackingException("it does not have all of that yet");
                }
                journal.targets().counted(lane, past.count(cursor, behind));
                return lacking(journal.targets().behind(lane).orElseThrow());
            }
            health.behind(behind.events());
            return past.next(cursor, behind, BATCH_EVENTS, BATCH_BYTES);
        } catch (StoreUnavailableException e) {
            throw new LackingException(e);
        }
    }

    private void advance(long position, long delivered, long passedOver) {
        journal.targets().advance(lane, position, delivered, passedOver);
        cursor = position;
    }

    private long resume() {
        return target.cursor(journal.state(), lane)
                .map(theirs -> journal.targets().resume(lane, theirs.position(), theirs.applied()))
                .orElseGet(() -> journal.targets().cursor(lane))
                .position();
    }

    /** Parks what is another gateway's to deliver, and delivers the others. Returns as {@link #deliver}. */
    private int deliverOwned(List<MessageEvent> events) {
        Ownership ownership = journal.ownership();
        Map<Boolean, List<MessageEvent>> byFence = events.stream()
                .collect(Collectors.partitioningBy(event -> ownership.isFenced(event.channelId(), event.position())));
        List<MessageEvent> fenced = byFence.getOrDefault(true, List.of());
        if (fenced.isEmpty()) {
            return deliver(events);
        }
        journal.targets().park(lane, fenced, FENCED);
        List<MessageEvent> owned = byFence.getOrDefault(false, List.of());
        long to = events.getLast().position();
        int delivered = deliver(owned);
        if (isBehind(owned)) {
            return delivered;
        }
        if (cursor < to) {
            target.deliver(new DeliveryRun(lane, cursor, to, List.of()));
            advance(to, 0, 0);
        }
        return delivered + fenced.size();
    }

    /**
     * Finds events that the target refuses by halving, parks them, and delivers the others.
     *
     * @return the number of events that were not passed over
     */
    private int deliver(List<MessageEvent> events) {
        if (events.isEmpty()) {
            return 0;
        }
        try {
            return deliverWhole(events);
        } catch (EventRefusedException e) {
            if (events.size() == 1) {
                park(events.getFirst(), String.valueOf(e.getMessage()));
                return 1;
            }
            List<MessageEvent> first = events.subList(0, events.size() / 2);
            int delivered = deliver(first);
            return isBehind(first) ? delivered : delivered + deliver(events.subList(first.size(), events.size()));
        }
    }

    /** True when some of the events must come again: nothing after them may be delivered. */
    private boolean isBehind(List<MessageEvent> events) {
        return !events.isEmpty() && cursor < events.getLast().position();
    }

    private int deliverWhole(List<MessageEvent> events) {
        long to = events.getLast().position();
        Delivered delivered = target.deliver(new DeliveryRun(lane, cursor, to, events));
        List<MessageEvent> done = upTo(events, delivered.upTo());
        int decided = delivered.confirmed() + delivered.parked();
        advance(Math.min(to, delivered.upTo()), delivered.confirmed(), done.size() - decided);
        if (delivered.confirmed() > 0) {
            health.delivered(done, delivered.confirmed());
            worked();
        }
        return decided;
    }

    private static List<MessageEvent> upTo(List<MessageEvent> events, long position) {
        return events.getLast().position() <= position
                ? events
                : events.stream().filter(event -> event.position() <= position).toList();
    }

    private void worked() {
        health.worked(lane.toString());
        backoff.reset();
    }

    private void park(MessageEvent event, String reason) {
        // Parked first: once the cursor has passed it, nothing else remembers the event.
        journal.targets().park(lane, event, reason);
        target.deliver(new DeliveryRun(lane, cursor, event.position(), List.of()));
        advance(event.position(), 0, 0);
        LOG.error("{} refuses the event {} for good; it is parked: {}", lane, event, reason);
    }
}
