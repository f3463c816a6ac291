package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;

/** The events, in the order of their positions. */
final class EntryTable {

    /** An entry as it lies in the file; made into an event outside of the file's lock. */
    record Entry(long sequence, long position, long previous, byte[] json) {
        MessageEvent event() {
            return new MessageEvent(sequence, position, previous, MessageJson.decode(json), json);
        }
    }

    private EntryTable() {}

    static void insert(Connection connection, Collection<MessageEvent> events) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (MessageEvent event : events) {
                statement.setLong(1, event.position());
                statement.setLong(2, event.sequence());
                statement.setLong(3, event.previous());
                statement.setLong(4, event.channelId());
                statement.setLong(5, event.messageId());
                statement.setInt(6, TargetLane.of(event.channelId()));
                statement.setBytes(7, event.json());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The next entries of a lane above a position that the target has not parked, within both limits, at least one. */
    static List<Entry> after(Connection connection, TargetLane lane, long position, int limit, long bytes)
            throws SQLException {
        String inLane = lane.lane() == TargetLane.ALL ? "?2 = " + TargetLane.ALL : "lane = ?2";
        String query = "SELECT sequence, position, previous, json FROM entries WHERE position > ?1 AND " + inLane
                + " AND NOT EXISTS (SELECT 1 FROM parked WHERE target = ?3 AND parked.position = entries.position)"
                + " ORDER BY position LIMIT ?4";
        List<Entry> entries = new ArrayList<>();
        long size = 0;
        try (PreparedStatement statement = Rows.bind(connection, query, position, lane.lane(), lane.target(), limit);
                ResultSet row = statement.executeQuery()) {
            while (size < bytes && row.next()) {
                byte[] json = row.getBytes(4);
                size += json.length;
                entries.add(new Entry(row.getLong(1), row.getLong(2), row.getLong(3), json));
            }
        }
        return entries;
    }

    /** The number of entries of a lane above one position, up to another, that the target has not parked. */
    static long count(Connection connection, TargetLane lane, long above, long upTo) throws SQLException {
        long entries = 0;
        for (int part : lane.lanes()) {
            // Answered by the index alone: a journal that holds millions is counted in a blink.
            entries += Rows.number(
                    connection,
                    "SELECT count(*) FROM entries WHERE lane = ? AND position > ? AND position <= ?",
                    part,
                    above,
                    upTo);
            entries -= Rows.number(connection, """
                    SELECT count(*) FROM parked JOIN entries USING (position)
                    WHERE target = ? AND parked.lane = ? AND parked.position > ? AND parked.position <= ?
                    """, lane.target(), part, above, upTo);
        }
        return entries;
    }

    /** The JSON of the entries above a sequence number, up to a position; the oldest first. */
    static List<byte[]> acceptedSince(Connection connection, long sequence, long position) throws SQLException {
        List<byte[]> json = new ArrayList<>();
        String query = "SELECT json FROM entries WHERE sequence > ? AND position <= ? ORDER BY position";
        try (PreparedStatement statement = Rows.bind(connection, query, sequence, position);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                json.add(row.getBytes(1));
            }
        }
        return json;
    }

    /** Removes at most {@code limit} entries of a lane up to a position, the oldest first. */
    static int remove(Connection connection, int lane, long upTo, int limit) throws SQLException {
        return Rows.change(connection, """
                DELETE FROM entries WHERE position IN
                  (SELECT position FROM entries WHERE lane = ? AND position <= ? ORDER BY position LIMIT ?)
                """, lane, upTo, limit);
    }
}
