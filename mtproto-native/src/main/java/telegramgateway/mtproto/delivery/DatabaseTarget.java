package telegramgateway.mtproto.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.database.ChannelTitle;
import telegramgateway.message.database.CursorMovedException;
import telegramgateway.message.database.DataRefusedException;
import telegramgateway.message.database.DeliveryBatch;
import telegramgateway.message.database.DeliveryCursor;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalState;
import telegramgateway.mtproto.journal.TargetLane;

/** The database: takes everything, and keeps the lanes' cursors itself, moved in the transaction that writes. */
final class DatabaseTarget implements Target {
    static final String NAME = "database";

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTarget.class);

    private final MessageDatabase database;
    private final Journal journal;
    private final Map<Long, ChannelTitle> sentTitles = new ConcurrentHashMap<>();

    /** By lane, as the database last said. */
    private final Map<Integer, Long> applied = new ConcurrentHashMap<>();

    DatabaseTarget(MessageDatabase database, Journal journal, MeterRegistry registry) {
        this.database = database;
        this.journal = journal;
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
            apply(run.lane(), run.from(), run.to(), run.events(), titles);
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
                apply(lane, position, position, List.of(), List.of(title));
            } catch (DataRefusedException e) {
                LOG.error(
                        "The database refuses the title of channel {}; it stays without: {}",
                        title.channelId(),
                        e.getMessage());
            }
            sentTitles.put(title.channelId(), title);
        }
    }

    private void apply(TargetLane lane, long from, long to, List<MessageEvent> events, List<ChannelTitle> titles) {
        List<Long> channelIds =
                events.stream().map(MessageEvent::channelId).distinct().toList();
        database.apply(new DeliveryBatch(
                journal.gateway(),
                journal.state().id(),
                lane.lane(),
                from,
                to,
                events,
                titles,
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
