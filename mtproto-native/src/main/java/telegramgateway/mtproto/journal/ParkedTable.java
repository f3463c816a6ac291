package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import telegramgateway.message.MessageEvent;

/** The events that targets do not have and are not offered again. */
final class ParkedTable {
    private ParkedTable() {}

    /** Returns false when the event was parked before. */
    static boolean put(Connection connection, String target, MessageEvent event, String reason, Instant now)
            throws SQLException {
        int before = take(connection, target, List.of(event.position()));
        Rows.change(
                connection,
                "INSERT INTO parked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                target,
                event.position(),
                event.sequence(),
                TargetLane.of(event.channelId()),
                event.channelId(),
                event.messageId(),
                event.json(),
                reason,
                now.toEpochMilli());
        return before == 0;
    }

    /** Takes events out, and returns how many were there. */
    static int take(Connection connection, String target, Collection<Long> positions) throws SQLException {
        int taken = 0;
        for (long position : positions) {
            taken += Rows.change(connection, "DELETE FROM parked WHERE target = ? AND position = ?", target, position);
        }
        return taken;
    }

    static List<ParkedEvent> latest(Connection connection, int limit) throws SQLException {
        return select(connection, "1 = 1 ORDER BY parked_at DESC, position DESC LIMIT ?", limit);
    }

    /** Those of a lane above a position and up to another; the oldest first. */
    static List<ParkedEvent> ofLane(Connection connection, TargetLane lane, long above, long upTo) throws SQLException {
        return select(
                connection,
                "target = ? AND lane = ? AND position > ? AND position <= ? ORDER BY position",
                lane.target(),
                lane.lane(),
                above,
                upTo);
    }

    private static List<ParkedEvent> select(Connection connection, String condition, Object... parameters)
            throws SQLException {
        List<ParkedEvent> parked = new ArrayList<>();
        String query = "SELECT target, position, channel, message, reason, parked_at FROM parked WHERE " + condition;
        try (PreparedStatement statement = Rows.bind(connection, query, parameters);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                parked.add(new ParkedEvent(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getString(5),
                        Instant.ofEpochMilli(row.getLong(6))));
            }
        }
        return parked;
    }

    static SortedMap<Long, byte[]> json(Connection connection, String target, String reason, long above, int limit)
            throws SQLException {
        SortedMap<Long, byte[]> parked = new TreeMap<>();
        String query = "SELECT position, json FROM parked WHERE target = ? AND reason = ? AND position > ?"
                + " ORDER BY position LIMIT ?";
        try (PreparedStatement statement = Rows.bind(connection, query, target, reason, above, limit);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                parked.put(row.getLong(1), row.getBytes(2));
            }
        }
        return parked;
    }

    /** The JSON of a target's parked events above a position and up to another; the oldest first. */
    static List<byte[]> between(Connection connection, String target, long above, long upTo, int limit)
            throws SQLException {
        List<byte[]> json = new ArrayList<>();
        String query = "SELECT json FROM parked WHERE target = ? AND position > ? AND position <= ?"
                + " ORDER BY position LIMIT ?";
        try (PreparedStatement statement = Rows.bind(connection, query, target, above, upTo, limit);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                json.add(row.getBytes(1));
            }
        }
        return json;
    }

    static Set<Long> positions(Connection connection, String target, long above, long upTo) throws SQLException {
        Set<Long> positions = new HashSet<>();
        String query = "SELECT position FROM parked WHERE target = ? AND position > ? AND position <= ?";
        try (PreparedStatement statement = Rows.bind(connection, query, target, above, upTo);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                positions.add(row.getLong(1));
            }
        }
        return positions;
    }
}
