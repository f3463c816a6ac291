package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import telegramgateway.message.MessageEvent;

/**
 * The targets that are switched on: the cursor of each lane, the books, and what is parked. An event that is parked for
 * a target is never offered to it again. Safe for use by many threads.
 */
public final class Targets {
    private final JournalFile file;
    private final InstantSource clock;

    Targets(JournalFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Switches a target on, unless it is. It then answers for the entries above a position.
     *
     * @param lanes in which it takes the channels: 1, or {@link TargetLane#COUNT}
     * @param position where its cursors begin: 0 for the oldest entry, {@code Long.MAX_VALUE} for the head: only what
     *     comes from now on
     */
    public List<TargetLane> start(String target, int lanes, long position) {
        List<TargetLane> started = lanes == 1
                ? List.of(new TargetLane(target, TargetLane.ALL))
                : IntStream.range(0, TargetLane.COUNT)
                        .mapToObj(lane -> new TargetLane(target, lane))
                        .toList();
        file.write(connection -> {
            long from = Math.min(position, JournalState.read(connection).lastPosition());
            long sequence = sequenceBefore(connection, from);
            for (TargetLane lane : started) {
                Rows.change(
                        connection,
                        "INSERT OR IGNORE INTO cursors VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0)",
                        target,
                        lane.lane(),
                        sequence,
                        from);
            }
            return null;
        });
        return started;
    }

    /**
     * Switches on a target that may hold back no more than a share of the journal, unless it is. Such a target has one
     * lane.
     *
     * @param position where its cursor begins, also before the oldest entry: then it is behind
     */
    public TargetLane startWithShare(String target, long position) {
        TargetLane lane = new TargetLane(target, TargetLane.ALL);
        file.write(connection -> {
            Shares.begin(connection, lane, position);
            return null;
        });
        return lane;
    }

    /** What a lane lacks in the journal; empty when the journal has all that comes next. */
    public Optional<Behind> behind(TargetLane lane) {
        return file.read(connection -> Shares.behind(connection, lane));
    }

    /** True when every target without a share, and so the database, has all events up to a position. */
    public boolean isSettled(long position) {
        return file.read(Pruning::settled) >= position;
    }

    /** Takes note of how many events a lane lacks, if nobody had counted them. */
    public void counted(TargetLane lane, long events) {
        file.write(connection -> {
            Shares.counted(connection, lane, events);
            return null;
        });
    }

    /** Lets a target begin once more with the oldest entry; what is parked stays parked. */
    static void restart(Connection connection, String target) throws SQLException {
        Rows.change(connection, """
                UPDATE cursors SET start_sequence = ?, position = 0, delivered = 0, passed_over = 0 WHERE target = ?
                """, sequenceBefore(connection, 0), target);
        Rows.change(connection, "DELETE FROM marks WHERE target = ?", target);
    }

    /** The sequence number before the first entry above a position. */
    static long sequenceBefore(Connection connection, long position) throws SQLException {
        long sequence = Rows.number(
                connection, "SELECT sequence FROM entries WHERE position > ? ORDER BY position LIMIT 1", position);
        return sequence == 0 ? JournalState.read(connection).lastSequence() : sequence - 1;
    }

    /** How far a lane has got. */
    public TargetLane.Cursor cursor(TargetLane lane) {
        return file.read(connection -> require(connection, lane));
    }

    /** Forgets every target but these: what is switched off holds nothing back. */
    public void keepOnly(Collection<String> names) {
        file.write(connection -> {
            for (String target : targets(connection)) {
                if (!names.contains(target)) {
                    forget(connection, target);
                }
            }
            return null;
        });
    }

    private static void forget(Connection connection, String target) throws SQLException {
        for (String table : List.of("cursors", "marks", "parked")) {
            Rows.change(connection, "DELETE FROM " + table + " WHERE target = ?", target);
        }
    }

    /** Moves a lane's cursor forward, after the other side has confirmed. */
    public TargetLane.Cursor advance(TargetLane lane, long position, long delivered, long passedOver) {
        return file.write(connection -> {
            move(connection, lane, position, delivered, passedOver);
            return require(connection, lane);
        });
    }

    /** Keeps an event that the target refuses for good, with its reason. Its cursor does not move. */
    public void park(TargetLane lane, MessageEvent event, String reason) {
        park(lane, List.of(event), reason);
    }

    /** Keeps events that the target does not have, with the reason. Its cursor does not move. */
    public void park(TargetLane lane, Collection<MessageEvent> events, String reason) {
        file.write(connection -> {
            for (MessageEvent event : events) {
                if (ParkedTable.put(connection, lane.target(), event, reason, clock.instant())) {
                    Shares.parked(connection, lane, event.position());
                }
            }
            return null;
        });
    }

    /** Notes that the other side has got parked events after all: they count as delivered. Others are passed over. */
    public void recovered(TargetLane lane, Collection<Long> positions) {
        file.write(connection -> {
            int recovered = ParkedTable.take(connection, lane.target(), positions);
            return Rows.change(
                    connection,
                    "UPDATE cursors SET delivered = delivered + ? WHERE target = ? AND lane = ?",
                    recovered,
                    lane.target(),
                    lane.lane());
        });
    }

    /** Gives a parked event another reason. */
    public void parkedBecause(TargetLane lane, long position, String reason) {
        file.write(connection -> Rows.change(
                connection,
                "UPDATE parked SET reason = ? WHERE target = ? AND position = ?",
                reason,
                lane.target(),
                position));
    }

    /** By position the JSON of events that are parked for one reason, above a position; so many at most. */
    public SortedMap<Long, byte[]> parkedFor(String target, String reason, long above, int limit) {
        return file.read(connection -> ParkedTable.json(connection, target, reason, above, limit));
    }

    /**
     * Moves a lane's cursor to where the other side says that it stands: ahead when an answer was lost, back when it
     * was restored from a backup.
     *
     * @param confirmed number of events that the other side counts as delivered
     * @throws JournalGapException when events that it lacks are no longer in the journal; nothing is changed
     */
    public TargetLane.Cursor resume(TargetLane lane, long position, long confirmed) {
        return file.write(connection -> {
            TargetLane.Cursor known = require(connection, lane);
            if (position >= known.position()) {
                long delivered = EntryTable.count(connection, lane, known.position(), position);
                move(connection, lane, position, delivered, 0);
            } else {
                long again = EntryTable.count(connection, lane, position, known.position());
                long missing = known.delivered() - confirmed - again;
                if (missing > 0) {
                    throw new JournalGapException(lane, position, missing);
                }
                move(connection, lane, position, -again, 0);
                Rows.change(
                        connection,
                        "DELETE FROM marks WHERE target = ? AND lane = ? AND position > ?",
                        lane.target(),
                        lane.lane(),
                        position);
            }
            return require(connection, lane);
        });
    }

    /** The books of each target, by name. */
    public List<TargetBooks> books() {
        return file.read(connection -> {
            List<TargetBooks> books = new ArrayList<>();
            for (String target : targets(connection)) {
                books.add(books(connection, target));
            }
            return books;
        });
    }

    /** The latest events that are parked, at most so many. */
    public List<ParkedEvent> parked(int limit) {
        return file.read(connection -> ParkedTable.latest(connection, limit));
    }

    /** The events of a lane that are parked for its target, above a position and up to another; the oldest first. */
    public List<ParkedEvent> parked(TargetLane lane, long above, long upTo) {
        return file.read(connection -> ParkedTable.ofLane(connection, lane, above, upTo));
    }

    /** The JSON of the events that a target has refused, above a position and up to another; the oldest first. */
    public List<byte[]> refused(String target, long above, long upTo, int limit) {
        return file.read(connection -> ParkedTable.between(connection, target, above, upTo, limit));
    }

    /** The positions of the events that are parked for a target, above a position and up to another. */
    public Set<Long> parked(String target, long above, long upTo) {
        return file.read(connection -> ParkedTable.positions(connection, target, above, upTo));
    }

    private static TargetBooks books(Connection connection, String target) throws SQLException {
        long start = 0;
        long delivered = 0;
        long passedOver = 0;
        long pending = 0;
        long behind = 0;
        String query = "SELECT lane, start_sequence, position, delivered, passed_over, pruned, pruned_to FROM cursors"
                + " WHERE target = ?";
        try (PreparedStatement statement = Rows.bind(connection, query, target);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                start = row.getLong(2);
                delivered += row.getLong(4);
                passedOver += row.getLong(5);
                behind += Math.max(0, row.getLong(6));
                TargetLane lane = new TargetLane(target, row.getInt(1));
                long inJournal = Math.max(row.getLong(3), row.getLong(7));
                pending += EntryTable.count(connection, lane, inJournal, Long.MAX_VALUE);
            }
        }
        long accepted = JournalState.read(connection).lastSequence() - start;
        long parked =
                Rows.number(connection, "SELECT count(*) FROM parked WHERE target = ? AND sequence > ?", target, start);
        return new TargetBooks(target, accepted, delivered, parked, passedOver, pending + behind, behind);
    }

    private static List<String> targets(Connection connection) throws SQLException {
        List<String> targets = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT DISTINCT target FROM cursors ORDER BY target");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                targets.add(row.getString(1));
            }
        }
        return targets;
    }

    private static TargetLane.Cursor require(Connection connection, TargetLane lane) throws SQLException {
        String query = "SELECT position, delivered, passed_over FROM cursors WHERE target = ? AND lane = ?";
        try (PreparedStatement statement = Rows.bind(connection, query, lane.target(), lane.lane());
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("The target " + lane + " is not switched on");
            }
            return new TargetLane.Cursor(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    private static void move(Connection connection, TargetLane lane, long position, long delivered, long passedOver)
            throws SQLException {
        Rows.change(connection, """
                UPDATE cursors SET position = ?1, delivered = delivered + ?2, passed_over = passed_over + ?3,
                  pruned = CASE WHEN ?1 >= pruned_to THEN 0 ELSE pruned - ?2 - ?3 END
                WHERE target = ?4 AND lane = ?5
                """, position, delivered, passedOver, lane.target(), lane.lane());
    }
}
