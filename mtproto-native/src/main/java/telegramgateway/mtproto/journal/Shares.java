package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The targets that may hold back a share of the journal and no more. What goes beyond is removed once all other targets
 * have it, the oldest first; such a target is then behind, and the journal counts what it lacks.
 */
final class Shares {
    private Shares() {}

    /**
     * Removes the oldest entries that only shares keep, and more than they may.
     *
     * @param settled every target without a share has done with the entries up to here
     * @param share bytes that may be kept
     * @param usedBytes of the journal
     * @return the number of entries that were removed; at most about {@link Pruning#CHUNK_ROWS}
     */
    static int prune(Connection connection, long settled, long share, long usedBytes) throws SQLException {
        // Uncounted, a lane cannot take note of more that it lacks.
        long uncounted = Rows.number(
                connection, "SELECT count(*) FROM cursors WHERE limited = 1 AND pruned = ?", Behind.UNCOUNTED);
        long lowest = Rows.number(
                connection,
                "SELECT coalesce(min(max(position, pruned_to)), ?) FROM cursors WHERE limited = 1",
                Long.MAX_VALUE);
        if (uncounted > 0 || lowest >= settled) {
            return 0;
        }
        long rows = share / Pruning.entryBytes(connection, usedBytes);
        TargetLane all = new TargetLane("", TargetLane.ALL);
        long excess = Math.min(Pruning.CHUNK_ROWS, EntryTable.count(connection, all, lowest, settled) - rows);
        if (excess <= 0) {
            return 0;
        }
        String last = "SELECT position FROM entries WHERE position > ? ORDER BY position LIMIT 1 OFFSET ?";
        long upTo = Rows.number(connection, last, lowest, excess - 1);
        note(connection, upTo);
        return Rows.change(connection, "DELETE FROM entries WHERE position <= ?", upTo);
    }

    private static void note(Connection connection, long upTo) throws SQLException {
        try (PreparedStatement statement = Rows.bind(
                        connection,
                        "SELECT target, lane, max(position, pruned_to) FROM cursors WHERE limited = 1 AND position < ?",
                        upTo);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                TargetLane lane = new TargetLane(row.getString(1), row.getInt(2));
                long lost = EntryTable.count(connection, lane, row.getLong(3), upTo);
                Rows.change(
                        connection,
                        "UPDATE cursors SET pruned_to = ?, pruned = pruned + ? WHERE target = ? AND lane = ?",
                        upTo,
                        lost,
                        lane.target(),
                        lane.lane());
            }
        }
    }

    /** Begins a share for a target that is new; what it wants and the journal has no longer is not counted yet. */
    static void begin(Connection connection, TargetLane lane, long position) throws SQLException {
        long last = JournalState.read(connection).lastPosition();
        long before = beforeWhole(connection, last);
        long from = Math.min(position, last);
        boolean lacks = from < before;
        Rows.change(
                connection,
                "INSERT OR IGNORE INTO cursors VALUES (?, ?, ?, ?, 0, 0, 1, ?, ?)",
                lane.target(),
                lane.lane(),
                Targets.sequenceBefore(connection, Math.max(from, before)),
                from,
                lacks ? before : 0,
                lacks ? Behind.UNCOUNTED : 0);
        Rows.change(connection, "UPDATE cursors SET limited = 1 WHERE target = ?", lane.target());
    }

    /** The position above which no entry is missing: the lanes of a target may be pruned to different positions. */
    private static long beforeWhole(Connection connection, long last) throws SQLException {
        long oldest = Rows.number(connection, "SELECT min(position) FROM entries");
        long afterHole = Rows.number(connection, """
                SELECT max(position) FROM
                  (SELECT position, sequence - lag(sequence) OVER (ORDER BY position) AS step FROM entries)
                WHERE step > 1
                """);
        return oldest == 0 ? last : Math.max(oldest, afterHole) - 1;
    }

    /** Takes note of how many events a lane lacks that nobody had counted. */
    static void counted(Connection connection, TargetLane lane, long events) throws SQLException {
        Rows.change(connection, """
                UPDATE cursors SET pruned = ?1, start_sequence = start_sequence - ?1
                WHERE target = ?2 AND lane = ?3 AND pruned = ?4
                """, events, lane.target(), lane.lane(), Behind.UNCOUNTED);
    }

    static Optional<Behind> behind(Connection connection, TargetLane lane) throws SQLException {
        String query = "SELECT pruned_to, pruned FROM cursors WHERE target = ? AND lane = ? AND position < pruned_to";
        try (PreparedStatement statement = Rows.bind(connection, query, lane.target(), lane.lane());
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            long upTo = row.getLong(1);
            return Optional.of(new Behind(upTo, row.getLong(2), Targets.sequenceBefore(connection, upTo) + 1));
        }
    }

    /** An event was parked: it is not lacking any more. */
    static void parked(Connection connection, TargetLane lane, long position) throws SQLException {
        Rows.change(connection, """
                UPDATE cursors SET pruned = pruned - 1
                WHERE target = ? AND lane = ? AND pruned > 0 AND position < ?3 AND pruned_to >= ?3
                """, lane.target(), lane.lane(), position);
    }
}
