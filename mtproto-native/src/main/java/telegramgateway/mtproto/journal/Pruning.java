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

    /** The position up to which every target has done with a lane's entries; 0 if none has. */
    static long prunable(Connection connection, int lane, Instant now, boolean underPressure) throws SQLException {
        // Without a mark that is old enough, nothing of a cursor's way is old enough.
        String mark = "coalesce((SELECT max(m.position) FROM marks m WHERE m.target = c.target AND m.lane = c.lane"
                + " AND m.at <= ?2), 0)";
        String query = "SELECT min(" + (underPressure ? "c.position" : "min(c.position, " + mark + ")")
                + ") FROM cursors c WHERE c.lane IN (?1, " + TargetLane.ALL + ") AND ?2 IS NOT NULL";
        return Rows.number(connection, query, lane, now.minus(DELIVERED_LIFE).toEpochMilli());
    }

    /** The position up to which messages may be forgotten: old or too many, and known to every target. */
    static long forgettable(Connection connection, Instant now, long excess) throws SQLException {
        long old = TimeUnit.MILLISECONDS.toMicros(now.minus(HEADS_LIFE).toEpochMilli());
        return Math.min(everywhere(connection), Math.max(old, excess));
    }

    static long headsMax(long maxBytes) {
        return Math.min(HEADS_MAX, maxBytes / HEADS_SHARE / HEAD_BYTES);
    }

    /** The position up to which no target has anything to come: a lane without further entries holds nothing back. */
    private static long everywhere(Connection connection) throws SQLException {
        // Two questions, so that each is answered by an index.
        return Rows.number(connection, """
                SELECT coalesce(min(cursors.position), (SELECT last_position FROM journal)) FROM cursors
                WHERE CASE lane WHEN %d
                  THEN EXISTS (SELECT 1 FROM entries WHERE position > cursors.position)
                  ELSE EXISTS (SELECT 1 FROM entries WHERE lane = cursors.lane AND position > cursors.position) END
                """.formatted(TargetLane.ALL));
    }
}
