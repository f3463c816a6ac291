package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.database.KnownMessage;

/** The journal's memory of messages: what each was after its latest event. */
final class HeadTable {
    private HeadTable() {}

    static @Nullable KnownMessage find(Connection connection, long channelId, long messageId) throws SQLException {
        String query = """
                SELECT position, sent_at, edited_at, deleted, content_hash FROM heads WHERE channel = ? AND message = ?
                """;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, channelId);
            statement.setLong(2, messageId);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                return new KnownMessage(
                        channelId,
                        messageId,
                        row.getLong(1),
                        time(row, 2),
                        time(row, 3),
                        row.getBoolean(4),
                        row.getBytes(5));
            }
        }
    }

    /** Remembers the states, unless a later one is there. */
    static void put(Connection connection, Collection<KnownMessage> states) throws SQLException {
        String upsert = """
                INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (channel, message) DO UPDATE SET position = excluded.position, sent_at = excluded.sent_at,
                  edited_at = excluded.edited_at, deleted = excluded.deleted, content_hash = excluded.content_hash
                WHERE excluded.position > heads.position
                """;
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            for (KnownMessage state : states) {
                statement.setLong(1, state.channelId());
                statement.setLong(2, state.messageId());
                statement.setLong(3, state.position());
                setTime(statement, 4, state.sentAt());
                setTime(statement, 5, state.editedAt());
                statement.setBoolean(6, state.deleted());
                statement.setBytes(7, state.contentHash());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Those of the messages that are not remembered. */
    static Set<Long> missing(Connection connection, long channelId, Collection<Long> messageIds) throws SQLException {
        Set<Long> missing = new HashSet<>();
        String query = "SELECT 1 FROM heads WHERE channel = ? AND message = ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (long messageId : messageIds) {
                statement.setLong(1, channelId);
                statement.setLong(2, messageId);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        missing.add(messageId);
                    }
                }
            }
        }
        return missing;
    }

    /** The highest message id of a channel; 0 when none is remembered. */
    static long newest(Connection connection, long channelId) throws SQLException {
        return Rows.number(connection, "SELECT coalesce(max(message), 0) FROM heads WHERE channel = ?", channelId);
    }

    static long count(Connection connection) throws SQLException {
        return Rows.number(connection, "SELECT count(*) FROM heads");
    }

    /** The position of the youngest of the oldest {@code count} messages; 0 if there is none. */
    static long positionOfOldest(Connection connection, long count) throws SQLException {
        return count <= 0
                ? 0
                : Rows.number(connection, "SELECT position FROM heads ORDER BY position LIMIT 1 OFFSET ?", count - 1);
    }

    /** Forgets at most {@code limit} messages whose latest event lies at or below; the oldest first. */
    static Forgotten forget(Connection connection, long upTo, int limit) throws SQLException {
        long last = Rows.number(connection, """
                SELECT coalesce(max(position), 0)
                FROM (SELECT position FROM heads WHERE position <= ? ORDER BY position LIMIT ?)
                """, upTo, limit);
        int rows = last == 0 ? 0 : Rows.change(connection, "DELETE FROM heads WHERE position <= ?", last);
        return new Forgotten(rows, last);
    }

    /** @param highest position of those that were forgotten; 0 if none was */
    record Forgotten(int rows, long highest) {}

    private static void setTime(PreparedStatement statement, int column, @Nullable Instant time) throws SQLException {
        if (time == null) {
            statement.setNull(column, Types.INTEGER);
        } else {
            statement.setLong(column, time.toEpochMilli());
        }
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static void forget(Connection connection, long channelId, Collection<Long> messageIds) throws SQLException {
        for (long messageId : messageIds) {
            Rows.change(connection, "DELETE FROM heads WHERE channel = ? AND message = ?", channelId, messageId);
        }
    }

    static void forgetChannel(Connection connection, long channelId) throws SQLException {
        Rows.change(connection, "DELETE FROM heads WHERE channel = ?", channelId);
    }
}
