package telegramgateway.mtproto.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.TargetLane;
import telegramgateway.mtproto.journal.Targets;
import telegramgateway.mtproto.push.Outcome;
import telegramgateway.mtproto.push.Push;
import telegramgateway.mtproto.push.QueuedEvent;

/**
 * Publishes what lies in the failure queue again, in order per channel: when a person asks, and by itself after a start
 * and once an endpoint that was away answers. For use by the one thread of the lane, so that nothing overtakes.
 */
final class QueueRecovery {
    /** In the journal, of every event that the failure queue holds. */
    static final String PARKED = "in the failure queue";

    private static final Logger LOG = LoggerFactory.getLogger(QueueRecovery.class);
    private static final int PUT_BACK_EVENTS = 500;

    private final Push push;
    private final Targets targets;
    private boolean matched;
    private boolean worthIt = true;
    private volatile boolean unfinished;
    private long publishedThen;

    QueueRecovery(Push push, Targets targets) {
        this.push = push;
        this.targets = targets;
    }

    /** Notes that an event was given up: that need not be the event's fault. */
    synchronized void givenUp() {
        worthIt = true;
        publishedThen = push.published();
    }

    /** A run that a person asked for. */
    void run(TargetLane lane, long cursor) throws InterruptedException {
        push.askAgain();
        pass(lane, cursor);
    }

    /** A run, unless the endpoint has shown since that it does not take what lies there. */
    void runIfWorthIt(TargetLane lane, long cursor) throws InterruptedException {
        if (push.queue().size() > 0 && isWorthIt()) {
            pass(lane, cursor);
        }
    }

    private synchronized boolean isWorthIt() {
        return worthIt;
    }

    private void pass(TargetLane lane, long cursor) throws InterruptedException {
        push.recovery().begin();
        boolean held = push.queue().size() > 0;
        unfinished = false;
        try {
            Set<Long> stuck = ConcurrentHashMap.newKeySet();
            push.queue().sift(events -> kept(lane, cursor, events, stuck));
            if (held && push.queue().size() == 0) {
                LOG.info("Failure queue cleared");
            }
        } finally {
            push.recovery().end();
        }
        synchronized (this) {
            worthIt = worthIt && (unfinished || push.published() == publishedThen);
        }
    }

    /** @param stuck channels of which an event has stayed: so do all later ones */
    private List<QueuedEvent> kept(TargetLane lane, long cursor, List<QueuedEvent> events, Set<Long> stuck)
            throws InterruptedException {
        Map<Long, List<QueuedEvent>> byChannel = new LinkedHashMap<>();
        for (QueuedEvent event : events) {
            byChannel.computeIfAbsent(event.channelId(), _ -> new ArrayList<>()).add(event);
        }
        Set<Long> taken = ConcurrentHashMap.newKeySet();
        Set<Long> refused = ConcurrentHashMap.newKeySet();
        SideBySide.run(byChannel.values(), ofChannel -> {
            for (QueuedEvent event : ofChannel) {
                if (stuck.contains(event.channelId())) {
                    break;
                }
                String problem = publish(lane, cursor, event, taken, refused);
                if (!problem.isEmpty()) {
                    stuck.add(event.channelId());
                    push.recovery().kept(0, problem);
                }
            }
        });
        // In the books first: a line that is left over does no harm.
        targets.recovered(lane, taken);
        List<QueuedEvent> kept = events.stream()
                .filter(event -> !taken.contains(event.position()) && !refused.contains(event.position()))
                .toList();
        push.recovery().kept(kept.size(), "");
        return kept;
    }

    /** @return why it stays; empty when it does not */
    private String publish(TargetLane lane, long cursor, QueuedEvent event, Set<Long> taken, Set<Long> refused)
            throws InterruptedException {
        if (event.position() > cursor) {
            // It would come again from the journal.
            unfinished = true;
            return "its batch is not finished";
        }
        try {
            return switch (push.publish(event)) {
                case Outcome.Published _ -> {
                    taken.add(event.position());
                    push.recovery().recovered();
                    yield "";
                }
                case Outcome.Refused refusal -> {
                    targets.parkedBecause(lane, event.position(), refusal.reason());
                    refused.add(event.position());
                    push.recovery().refused();
                    LOG.error("push refuses the event {} for good; it stays parked: {}", event, refusal.reason());
                    yield "";
                }
                case Outcome.GivenUp failure -> failure.reason();
            };
        } catch (StoreUnavailableException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /**
     * Lets the file hold what the journal says is in it, once: a crash may have come between the two. A line that the
     * journal does not know and whose event comes again from there is dropped; an older one stays, since nobody else
     * has it. What the file lacks is put back.
     */
    void matchWithTheJournal(TargetLane lane) {
        if (matched) {
            return;
        }
        try {
            match(lane, targets.cursor(lane).position());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("the gateway is stopping", e);
        }
        matched = true;
    }

    private void match(TargetLane lane, long cursor) throws InterruptedException {
        Set<Long> lines = new HashSet<>();
        push.queue().forEach(event -> lines.add(event.position()));
        boolean complete = true;
        Set<Long> unknown = new HashSet<>(lines);
        for (var parked = parked(lane, 0); !parked.isEmpty(); parked = parked(lane, parked.lastKey())) {
            complete &= lines.containsAll(parked.keySet());
            unknown.removeAll(parked.keySet());
        }
        if (!complete) {
            LOG.warn("The failure queue lacks events that were saved in it; they are put back from the journal");
            push.queue().sift(events -> where(events, unknown::contains));
            for (var parked = parked(lane, 0); !parked.isEmpty(); parked = parked(lane, parked.lastKey())) {
                push.queue().putBack(parked.values());
            }
        }
        unknown.removeIf(position -> position <= cursor);
        if (!unknown.isEmpty()) {
            LOG.info("{} lines of the failure queue are dropped: their events come from the journal", unknown.size());
            push.queue().sift(events -> where(events, position -> !unknown.contains(position)));
        }
    }

    private static List<QueuedEvent> where(List<QueuedEvent> events, LongPredicate stays) {
        return events.stream().filter(event -> stays.test(event.position())).toList();
    }

    private SortedMap<Long, byte[]> parked(TargetLane lane, long above) {
        return targets.parkedFor(lane.target(), PARKED, above, PUT_BACK_EVENTS);
    }
}
