package telegramgateway.mtproto.forward;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.delivery.FollowUp;
import telegramgateway.mtproto.journal.Forwards.Forward;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.telegram.Account;

/**
 * Forwards what rules say, one event after another. The parts of an album that have come together are forwarded
 * together.
 */
public final class Forwarding implements FollowUp {
    private static final String NAME = "forwarding";

    /** The parts of an album come one by one; the last one of a batch waits so long for more. */
    private static final Duration ALBUM_SETTLES = Duration.ofSeconds(1);

    /** Telegram's limit. */
    private static final int ALBUM_MAX = 10;

    private final Supplier<List<Rule>> rules;
    private final Journal journal;
    private final Poster poster;
    private final Forwarder forwarder;
    private final Duration historyMaxAge;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable List<Long> awaited;
    private @Nullable List<Forward> leftBehind;

    /** @param perMinute messages that one destination gets at most, from 1 */
    public Forwarding(
            ForwardingRules rules,
            Journal journal,
            Account account,
            Duration historyMaxAge,
            int perMinute,
            MeterRegistry metrics) {
        this(rules::current, journal, Poster.of(account), historyMaxAge, perMinute, System::nanoTime, metrics);
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    Forwarding(
            Supplier<List<Rule>> rules,
            Journal journal,
            Poster poster,
            Duration historyMaxAge,
            int perMinute,
            LongSupplier nanoTime,
            MeterRegistry metrics) {
        this.rules = rules;
        this.journal = journal;
        this.poster = poster;
        this.historyMaxAge = historyMaxAge;
        forwarder =
                new Forwarder(poster, journal.forwards(), new Pace(perMinute, nanoTime), stopping, nanoTime, metrics);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String stage() {
        return "forwarded";
    }

    @Override
    public String outageWarning() {
        return "Nothing can be forwarded now; what is to be forwarded waits in the journal";
    }

    @Override
    public Duration historyMaxAge() {
        return historyMaxAge;
    }

    @Override
    public int take(List<MessageEvent> events) {
        List<Rule> current = rules.get();
        Set<Long> registered = journal.watched();
        for (int done = 0; done < events.size(); done++) {
            SortedMap<Long, Long> destinations = destinations(events.get(done), current, registered);
            List<Forward> unwanted = unwanted(events.get(done), destinations.keySet());
            if (!destinations.isEmpty() || !unwanted.isEmpty()) {
                return done > 0 ? done : takeFirst(events, unwanted, destinations, current, registered);
            }
        }
        return events.size();
    }

    /**
     * What was left behind of a message that no rule wants any more: while it is on record, nobody else's copy counts.
     */
    private List<Forward> unwanted(MessageEvent event, Set<Long> destinations) {
        if (leftBehind == null) {
            leftBehind = journal.forwards().onTheWay();
        }
        return leftBehind.stream()
                .filter(left -> left.channelId() == event.channelId()
                        && left.messageId() == event.messageId()
                        && !destinations.contains(left.destination()))
                .toList();
    }

    /** By destination the rule that says so: two rules make no two copies. */
    private static SortedMap<Long, Long> destinations(MessageEvent event, List<Rule> rules, Set<Long> registered) {
        SortedMap<Long, Long> destinations = new TreeMap<>();
        for (Rule rule : rules) {
            if (!destinations.containsKey(rule.row().destination()) && rule.wants(event, registered)) {
                destinations.put(rule.row().destination(), rule.row().id());
            }
        }
        return destinations;
    }

    private int takeFirst(
            List<MessageEvent> events,
            List<Forward> unwanted,
            SortedMap<Long, Long> destinations,
            List<Rule> rules,
            Set<Long> registered) {
        try {
            List<MessageEvent> together = together(events);
            if (!destinations.isEmpty() && mayLackParts(events, together)) {
                return 0;
            }
            unwanted.forEach(left -> forwarder.giveUp(left, "the rule is gone"));
            for (var destination : destinations.entrySet()) {
                List<MessageEvent> wanted = together.stream()
                        .filter(event -> destinations(event, rules, registered).containsKey(destination.getKey()))
                        .toList();
                forwarder.forward(wanted, destination.getKey(), destination.getValue());
            }
            return 1;
        } catch (StoreUnavailableException e) {
            // Until it comes again, its rule may be gone.
            leftBehind = null;
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("forwarding was interrupted", e);
        }
    }

    /** The first event, with the posts of the other parts of its album, in the order of their ids. */
    private static List<MessageEvent> together(List<MessageEvent> events) {
        MessageEvent first = events.getFirst();
        if (first.message().albumId() == null) {
            return List.of(first);
        }
        // The first ones of the events: the first of all is one of them, and the others come again.
        Map<Long, MessageEvent> parts = new TreeMap<>();
        for (MessageEvent event : events) {
            if (parts.size() < ALBUM_MAX && event.message().kind() == MessageKind.POSTED && isOfAlbum(event, first)) {
                parts.putIfAbsent(event.messageId(), event);
            }
        }
        return List.copyOf(parts.values());
    }

    private static boolean isOfAlbum(MessageEvent event, MessageEvent part) {
        return event.channelId() == part.channelId()
                && Objects.equals(event.message().albumId(), part.message().albumId());
    }

    /** Waits once for parts that may be on their way. */
    private boolean mayLackParts(List<MessageEvent> events, List<MessageEvent> together) throws InterruptedException {
        boolean last = isOfAlbum(events.getLast(), events.getFirst());
        if (events.getFirst().message().albumId() == null || together.size() == ALBUM_MAX || !last) {
            return false;
        }
        List<Long> parts = new ArrayList<>();
        together.forEach(event -> parts.add(event.position()));
        if (parts.equals(awaited)) {
            return false;
        }
        awaited = parts;
        stopping.await(ALBUM_SETTLES.toMillis(), TimeUnit.MILLISECONDS);
        return true;
    }

    @Override
    public void ping() {
        if (!rules.get().isEmpty() && !poster.isSettled()) {
            throw new StoreUnavailableException("Telegram is not connected", null);
        }
    }

    @Override
    public void stop() {
        stopping.countDown();
    }
}
