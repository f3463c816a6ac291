package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import telegramgateway.message.database.ChannelTitle;

/** The channels: their heads and what they are called. */
final class ChannelTable {
    private ChannelTable() {}

    /** The position of each channel's latest event. */
    static Map<Long, Long> heads(Connection connection) throws SQLException {
        Map<Long, Long> heads = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT channel, head FROM channels")) {
            while (row.next()) {
                heads.put(row.getLong(1), row.getLong(2));
            }
        }
        return heads;
    }

    static void putHeads(Connection connection, Map<Long, Long> heads) throws SQLException {
        String upsert =
                "INSERT INTO channels (channel, head) VALUES (?, ?) ON CONFLICT (channel) DO UPDATE SET head = excluded.head";
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            for (Map.Entry<Long, Long> head : heads.entrySet()) {
                statement.setLong(1, head.getKey());
                statement.setLong(2, head.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The channels whose messages are taken from Telegram. */
    static Set<Long> watched(Connection connection) throws SQLException {
        Set<Long> watched = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT channel FROM channels WHERE watched")) {
            while (row.next()) {
                watched.add(row.getLong(1));
            }
        }
        return watched;
    }

    /** By channel the message above which some may be missing. */
    static Map<Long, Long> unread(Connection connection) throws SQLException {
        Map<Long, Long> unread = new HashMap<>();
        String query = "SELECT channel, unread_above FROM channels WHERE unread_above IS NOT NULL";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                unread.put(row.getLong(1), row.getLong(2));
            }
        }
        return unread;
    }

    /** The channels that a source has named. */
    static Map<Long, ChannelTitle> titles(Connection connection) throws SQLException {
        Map<Long, ChannelTitle> titles = new HashMap<>();
        String query = "SELECT channel, title, username, type, watched FROM channels WHERE title IS NOT NULL";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                long channelId = row.getLong(1);
                titles.put(
                        channelId,
                        new ChannelTitle(
                                channelId, row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5)));
            }
        }
        return titles;
    }

    static void putTitle(Connection connection, ChannelTitle title, long headIfNew) throws SQLException {
        Rows.change(connection, """
                INSERT INTO channels (channel, head, title, username, type) VALUES (?, ?, ?, ?, ?) ON CONFLICT (channel) DO UPDATE SET title = excluded.title,
                  username = coalesce(excluded.username, username), type = excluded.type
                """, title.channelId(), headIfNew, title.title(), title.username(), title.type());
    }
}
