package telegramgateway.mtproto.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.database.DeliveryCursor;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalState;
import telegramgateway.mtproto.journal.TargetLane;
import telegramgateway.mtproto.push.Outcome;
import telegramgateway.mtproto.push.Push;

/**
 * The push endpoint: what comes after it was switched on, or from a chosen start, channels side by side, each in its
 * order. An event whose tries are used up goes to the failure queue, and with it all later ones of its channel until
 * those are recovered. While no endpoint is asked, everything waits at the cursor.
 */
final class PushTarget implements Target {
    static final String NAME = "push";

    private static final Logger LOG = LoggerFactory.getLogger(PushTarget.class);

    private final Push push;
    private final Journal journal;
    private final HistoryLimit history;
    private final QueueRecovery recovery;

    /** Of events beyond the cursor that an endpoint has taken: not sent again while others of their batch wait. */
    private final Set<Long> taken = ConcurrentHashMap.newKeySet();

    PushTarget(Push push, Journal journal, HistoryLimit history) {
        this.push = push;
        this.journal = journal;
        this.history = history;
        this.recovery = new QueueRecovery(push, journal.targets());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public boolean hasShare() {
        return true;
    }

    @Override
    public long firstPosition() {
        return push.options().start();
    }

    @Override
    public String outageWarning() {
        return "The push endpoint is unavailable, events for it wait in the journal";
    }

    @Override
    public long highest() {
        return push.queue().highestPosition();
    }

    @Override
    public Optional<DeliveryCursor> cursor(JournalState state, TargetLane lane) {
        recovery.matchWithTheJournal(lane);
        return Optional.empty();
    }

    @Override
    public Delivered deliver(DeliveryRun run) {
        try {
            return push(run, history.wanted(run.events()));
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            push.look();
        }
    }

    private Delivered push(DeliveryRun run, List<MessageEvent> events) throws InterruptedException {
        if (events.isEmpty()) {
            return Delivered.confirmed(0);
        }
        Set<Long> parked = ConcurrentHashMap.newKeySet();
        taken.retainAll(events.stream().map(MessageEvent::position).collect(Collectors.toSet()));
        try {
            decide(run, events, parked);
            return new Delivered(taken.size(), parked.size(), Long.MAX_VALUE);
        } catch (StoreUnavailableException e) {
            long undecided = events.stream()
                    .mapToLong(MessageEvent::position)
                    .filter(position -> !taken.contains(position) && !parked.contains(position))
                    .min()
                    .orElse(Long.MAX_VALUE);
            if (undecided - 1 <= run.from()) {
                throw e;
            }
            // What lies before may be forgotten, and what is parked there be recovered.
            return new Delivered(upTo(taken, undecided), upTo(parked, undecided), undecided - 1);
        }
    }

    private static int upTo(Set<Long> positions, long limit) {
        return (int) positions.stream().filter(position -> position < limit).count();
    }

    private void decide(DeliveryRun run, List<MessageEvent> events, Set<Long> parked) throws InterruptedException {
        if (push.recovery().isAsked()) {
            recovery.run(run.lane(), run.from());
        }
        push.requireAnEndpoint();
        // Those first that need not wait: one of them may show that an endpoint is back.
        publish(run.lane(), waiting(events, parked, false), parked);
        if (!waiting(events, parked, true).isEmpty()) {
            push.requireAnEndpoint();
            recovery.runIfWorthIt(run.lane(), run.from());
            push.requireAnEndpoint();
            publish(run.lane(), waiting(events, parked, false), parked);
            for (List<MessageEvent> late : waiting(events, parked, true)) {
                save(run.lane(), late, parked);
            }
        }
    }

    /** By channel what is not decided: of the channels that have events in the failure queue, or of the others. */
    private Collection<List<MessageEvent>> waiting(List<MessageEvent> events, Set<Long> parked, boolean behind) {
        Map<Long, List<MessageEvent>> channels = new LinkedHashMap<>();
        for (MessageEvent event : events) {
            boolean decided = taken.contains(event.position()) || parked.contains(event.position());
            if (!decided && push.queue().holds(event.channelId()) == behind) {
                channels.computeIfAbsent(event.channelId(), _ -> new ArrayList<>())
                        .add(event);
            }
        }
        return channels.values();
    }

    private void publish(TargetLane lane, Collection<List<MessageEvent>> channels, Set<Long> parked)
            throws InterruptedException {
        SideBySide.run(channels, events -> {
            for (int i = 0; i < events.size(); i++) {
                MessageEvent event = events.get(i);
                switch (push.publish(event)) {
                    case Outcome.Published _ -> taken.add(event.position());
                    case Outcome.Refused refusal -> {
                        journal.targets().park(lane, event, refusal.reason());
                        parked.add(event.position());
                        LOG.error("push refuses the event {} for good; it is parked: {}", event, refusal.reason());
                    }
                    case Outcome.GivenUp failure -> {
                        recovery.givenUp();
                        save(lane, List.of(event), parked);
                        push.saved(event, failure.reason());
                        return;
                    }
                }
            }
        });
    }

    /** On disk in the file before it is in the books: of what is in none, nobody would know. */
    private void save(TargetLane lane, List<MessageEvent> events, Set<Long> parked) {
        push.queue().put(events.stream().map(MessageEvent::json).toList());
        journal.targets().park(lane, events, QueueRecovery.PARKED);
        events.forEach(event -> parked.add(event.position()));
        LOG.atInfo()
                .addKeyValue("channelId", events.getFirst().channelId())
                .addKeyValue("events", events.size())
                .log("Message saved to failure queue");
    }

    /** Takes up what lies in the failure queue. Says that the endpoint is away while nothing is tried. */
    @Override
    public void tick(TargetLane lane, long position, boolean caughtUp) {
        push.look();
        try {
            if (push.recovery().isAsked()) {
                recovery.run(lane, position);
            }
            push.requireAnEndpoint();
            recovery.runIfWorthIt(lane, position);
            push.requireATrustedEndpoint();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static StoreUnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StoreUnavailableException("the gateway is stopping", e);
    }

    @Override
    public void stop() {
        push.stop();
    }
}
