package telegramgateway.mtproto.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.database.ChannelTitle;
import telegramgateway.message.database.CursorMovedException;
import telegramgateway.message.database.DataRefusedException;
import telegramgateway.message.database.DeliveryBatch;
import telegramgateway.message.database.DeliveryCursor;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.mtproto.journal.Facts;
import telegramgateway.mtproto.journal.Facts.Fact;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalState;
import telegramgateway.mtproto.journal.TargetLane;

/** The database: takes everything, and keeps the lanes' cursors itself, moved in the transaction that writes. */
final class DatabaseTarget implements Target {
    static final String NAME = Facts.TARGET;

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTarget.class);

    /** Facts without an event that are sent at once, at most. */
    private static final int FACTS_MAX = 1_000;

    private final MessageDatabase database;
    private final Journal journal;
    private final FactsForDatabase facts;
    private final Map<Long, ChannelTitle> sentTitles = new ConcurrentHashMap<>();

    /** By lane, as the database last said. */
    private final Map<Integer, Long> applied = new ConcurrentHashMap<>();

    DatabaseTarget(MessageDatabase database, Journal journal, MeterRegistry registry) {
        this.database = database;
        this.journal = journal;
        this.facts = new FactsForDatabase(journal);
        Gauge.builder("gateway.database.applied", this, DatabaseTarget::applied)
                .description("Events of this journal whose rows the database has counted itself; unknown until it was"
                        + " asked, at most about a second old while it answers")
                .register(registry);
    }

    private double applied() {
        return applied.size() < TargetLane.COUNT
                ? Double.NaN
                : applied.values().stream().mapToLong(count -> count).sum();
    }

    private DeliveryCursor ask(UUID journalId, int lane) {
        DeliveryCursor cursor = database.cursor(journalId, lane);
        applied.put(lane, cursor.applied());
        return cursor;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int lanes() {
        return TargetLane.COUNT;
    }

    @Override
    public long firstPosition() {
        return 0;
    }

    @Override
    public String outageWarning() {
        return "The database is unavailable, accepted messages wait in the journal";
    }

    @Override
    public long held(JournalState state) {
        long held = 0;
        for (int lane = 0; lane < TargetLane.COUNT; lane++) {
            held = Math.max(held, database.cursor(state.id(), lane).position());
        }
        return held;
    }

    @Override
    public long highest() {
        return database.highestPosition();
    }

    @Override
    public Optional<DeliveryCursor> cursor(JournalState state, TargetLane lane) {
        // What comes back after an outage may be a copy from before a title was sent.
        sentTitles.keySet().removeIf(channel -> TargetLane.of(channel) == lane.lane());
        return Optional.of(ask(state.id(), lane.lane()));
    }

    @Override
    public Delivered deliver(DeliveryRun run) {
        List<ChannelTitle> titles = unsentTitles(run.lane());
        try {
            apply(run, titles, facts.between(run.lane(), run.from(), run.to()));
            titles.forEach(title -> sentTitles.put(title.channelId(), title));
        } catch (DataRefusedException e) {
            if (titles.isEmpty()) {
                throw new EventRefusedException(String.valueOf(e.getMessage()));
            }
            sendAlone(run.lane(), run.from(), titles);
            return deliver(run);
        }
        return Delivered.confirmed(run.events().size());
    }

    @Override
    public long deliverRest(TargetLane lane, long from, long to) {
        List<Fact> rest =
                facts.between(lane, from, to).stream().limit(FACTS_MAX).toList();
        if (rest.isEmpty()) {
            return from;
        }
        long last = rest.getLast().position();
        apply(new DeliveryRun(lane, from, last, List.of()), List.of(), rest);
        return last;
    }

    /** Looks whether the cursor still stands, so that a restored database is noticed without a next event. */
    @Override
    public void tick(TargetLane lane, long position, boolean caughtUp) {
        sendAlone(lane, position, unsentTitles(lane));
        long theirs = ask(journal.state().id(), lane.lane()).position();
        if (theirs != position) {
            throw new CursorMovedException("the database says " + theirs + ", not " + position);
        }
    }

    /** Sends titles without events, so that a title that is refused cannot hold events back. */
    private void sendAlone(TargetLane lane, long position, List<ChannelTitle> titles) {
        for (ChannelTitle title : titles) {
            try {
                apply(new DeliveryRun(lane, position, position, List.of()), List.of(title), List.of());
            } catch (DataRefusedException e) {
                LOG.error(
                        "The database refuses the title of channel {}; it stays without: {}",
                        title.channelId(),
                        e.getMessage());
            }
            sentTitles.put(title.channelId(), title);
        }
    }

    private void apply(DeliveryRun run, List<ChannelTitle> titles, List<Fact> newFacts) {
        List<CoverageInterval> intervals = newFacts.stream()
                .filter(fact -> !journal.ownership().isFenced(fact.interval().channelId(), fact.position()))
                .map(Fact::interval)
                .toList();
        List<Long> channelIds = Stream.concat(
                        run.events().stream().map(MessageEvent::channelId),
                        intervals.stream().map(CoverageInterval::channelId))
                .distinct()
                .toList();
        database.apply(new DeliveryBatch(
                journal.gateway(),
                journal.state().id(),
                run.lane().lane(),
                run.from(),
                run.to(),
                run.events(),
                titles,
                intervals,
                journal.ownership().epochs(channelIds)));
        journal.ownership().claimed(channelIds);
    }

    private List<ChannelTitle> unsentTitles(TargetLane lane) {
        return journal.titles().values().stream()
                .filter(title -> TargetLane.of(title.channelId()) == lane.lane())
                .filter(title -> !journal.ownership().isFenced(title.channelId()))
                .filter(title -> !title.equals(sentTitles.get(title.channelId())))
                .toList();
    }
}
