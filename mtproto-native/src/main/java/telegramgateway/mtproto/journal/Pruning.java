package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Decides what the journal may forget. */
final class Pruning {
    /** Delivered events are kept so long: a target that was restored from a younger backup resumes from them. */
    static final Duration DELIVERED_LIFE = Duration.ofHours(24);

    /** Messages are remembered so long after their latest event, and so many at most. */
    static final Duration HEADS_LIFE = Duration.ofDays(30);

    private static final long HEADS_MAX = 1_000_000;

    /** The memory of messages takes so much of the journal's size at most: entries must always find room. */
    private static final int HEADS_SHARE = 4;

    /** Bytes of a remembered message, with its part of the index. */
    private static final int HEAD_BYTES = 160;

    /** How finely the journal remembers when a cursor stood where. */
    private static final Duration MARK_EVERY = Duration.ofMinutes(10);

    /** Rows of one transaction, so that no append waits long. */
    static final int CHUNK_ROWS = 5_000;

    /** Above this share of its size the journal keeps no delivered events: room comes first. */
    private static final double PRESSURE = 0.8;

    private Pruning() {}

    static boolean underPressure(long usedBytes, long maxBytes) {
        return usedBytes >= maxBytes * PRESSURE;
    }

    /** Notes where the cursors stand now, and forgets the marks that no pruning will ask for again. */
    static void mark(Connection connection, Instant now) throws SQLException {
        Rows.change(connection, """
                INSERT OR REPLACE INTO marks SELECT target, lane, ?1, position FROM cursors
                WHERE NOT EXISTS (SELECT 1 FROM marks
                  WHERE marks.target = cursors.target AND marks.lane = cursors.lane
                    AND (marks.position = cursors.position OR marks.at > ?2 AND marks.at <= ?1))
                """, now.toEpochMilli(), now.minus(MARK_EVERY).toEpochMilli());
        Rows.change(connection, """
                DELETE FROM marks WHERE at < (SELECT max(later.at) FROM marks later
                  WHERE later.target = marks.target AND later.lane = marks.lane AND later.at <= ?)
                """, now.minus(DELIVERED_LIFE).toEpochMilli());
    }

    /**
     * The position up to which every target has done with a lane's entries; 0 if none has. What a target with a share
     * lacks already holds nothing back.
     */
    static long prunable(Connection connection, int lane, Instant now, boolean underPressure) throws SQLException {
        String query = "SELECT min(max(" + settled(underPressure)
                + ", c.pruned_to)) FROM cursors c WHERE c.lane IN (?2, " + TargetLane.ALL + ") AND ?1 IS NOT NULL";
        return Rows.number(connection, query, dayAgo(now), lane);
    }

    /**
     * The position up to which one target has done with its lane, for a day or under pressure at all; 0 if it has not.
     */
    static long settledBy(Connection connection, TargetLane lane, Instant now, boolean underPressure)
            throws SQLException {
        String query = "SELECT " + settled(underPressure)
                + " FROM cursors c WHERE c.target = ?2 AND c.lane = ?3 AND ?1 IS NOT NULL";
        return Rows.number(connection, query, dayAgo(now), lane.target(), lane.lane());
    }

    /**
     * The position up to which only a share keeps entries: every target without one has had them for a day, or under
     * pressure at all. A lane without further entries holds nothing back.
     */
    static long keptByShares(Connection connection, Instant now, boolean underPressure) throws SQLException {
        return Rows.number(connection, holders(settled(underPressure)) + " AND ?1 IS NOT NULL", dayAgo(now));
    }

    /** The position up to which messages may be forgotten: old or too many, and known to the database. */
    static long forgettable(Connection connection, Instant now, long excess) throws SQLException {
        long old = TimeUnit.MILLISECONDS.toMicros(now.minus(HEADS_LIFE).toEpochMilli());
        return Math.min(settled(connection), Math.max(old, excess));
    }

    /** The position up to which every target without a share has done with all entries. */
    static long settled(Connection connection) throws SQLException {
        return Rows.number(connection, holders("c.position"));
    }

    private static long dayAgo(Instant now) {
        return now.minus(DELIVERED_LIFE).toEpochMilli();
    }

    /** Of a cursor {@code c}: where it stands, or without pressure where it stood at the time {@code ?1}. */
    private static String settled(boolean underPressure) {
        // Without a mark that is old enough, nothing of a cursor's way is old enough.
        return underPressure
                ? "c.position"
                : "min(c.position, coalesce((SELECT max(m.position) FROM marks m WHERE m.target = c.target"
                        + " AND m.lane = c.lane AND m.at <= ?1), 0))";
    }

    /** The lowest position of the targets without a share, of those lanes that have entries beyond it. */
    private static String holders(String position) {
        // Two questions, so that each is answered by an index.
        return """
                SELECT coalesce(min(at), (SELECT last_position FROM journal)) FROM
                  (SELECT c.lane AS in_lane, %1$s AS at FROM cursors c WHERE c.limited = 0)
                WHERE CASE in_lane WHEN %2$d
                  THEN EXISTS (SELECT 1 FROM entries WHERE position > at)
                  ELSE EXISTS (SELECT 1 FROM entries WHERE lane = in_lane AND position > at) END
                """.formatted(position, TargetLane.ALL);
    }

    /** Bytes of an entry, on the average. */
    static long entryBytes(Connection connection, long usedBytes) throws SQLException {
        long entries = Rows.number(connection, "SELECT count(*) FROM entries");
        long heads = Rows.number(connection, "SELECT count(*) FROM heads");
        return Math.max(1, (usedBytes - heads * HEAD_BYTES) / Math.max(1, entries));
    }

    static long headsMax(long maxBytes) {
        return Math.min(HEADS_MAX, maxBytes / HEADS_SHARE / HEAD_BYTES);
    }
}
