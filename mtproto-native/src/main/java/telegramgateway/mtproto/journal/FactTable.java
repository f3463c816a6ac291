package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.mtproto.journal.Facts.Fact;

/** The facts about message ids, in the order of their positions. */
final class FactTable {
    private FactTable() {}

    static void insert(Connection connection, Collection<Fact> facts) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (Fact fact : facts) {
                CoverageInterval interval = fact.interval();
                statement.setLong(1, fact.position());
                statement.setInt(2, TargetLane.of(interval.channelId()));
                statement.setLong(3, interval.channelId());
                statement.setLong(4, interval.lo());
                statement.setLong(5, interval.hi());
                statement.setString(6, interval.state().jsonName());
                statement.setString(7, interval.reason());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    static List<Fact> between(Connection connection, TargetLane lane, long above, long upTo, int limit)
            throws SQLException {
        String inLane = lane.lane() == TargetLane.ALL ? "?2 = " + TargetLane.ALL : "lane = ?2";
        String query = "SELECT position, channel, lo, hi, state, reason FROM facts"
                + " WHERE position > ?1 AND position <= ?4 AND " + inLane
                + " ORDER BY position LIMIT ?3";
        List<Fact> facts = new ArrayList<>();
        try (PreparedStatement statement = Rows.bind(connection, query, above, lane.lane(), limit, upTo);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                facts.add(new Fact(
                        row.getLong(1),
                        new CoverageInterval(
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                CoverageState.ofJsonName(row.getString(5)),
                                row.getString(6))));
            }
        }
        return facts;
    }

    static long count(Connection connection) throws SQLException {
        return Rows.number(connection, "SELECT count(*) FROM facts");
    }

    /** Up to where the database has a lane's facts. */
    static long taken(Connection connection, int lane) throws SQLException {
        String query = "SELECT position FROM cursors WHERE target = ? AND lane = ?";
        return Rows.number(connection, query, Facts.TARGET, lane);
    }

    /** Removes at most {@code limit} facts of a lane up to a position, the oldest first. */
    static int remove(Connection connection, int lane, long upTo, int limit) throws SQLException {
        return Rows.change(connection, """
                DELETE FROM facts WHERE position IN
                  (SELECT position FROM facts WHERE lane = ? AND position <= ? ORDER BY position LIMIT ?)
                """, lane, upTo, limit);
    }
}
