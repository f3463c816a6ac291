package telegramgateway.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import telegramgateway.local.LocalDatabase;

/** What the database holds, read with plain SQL and none of the gateway's code. */
public final class StoredMessages {

    private static final int ROWS_AT_ONCE = 2_000;

    private final LocalDatabase database;

    public StoredMessages(LocalDatabase database) {
        this.database = database;
    }

    /** Position of each message's latest state, by channel id and message id. */
    public Map<Long, Map<Long, Long>> positions() throws SQLException {
        Map<Long, Map<Long, Long>> channels = new TreeMap<>();
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT channel_id, message_id, position FROM telegram_gateway.messages");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                channels.computeIfAbsent(row.getLong(1), channel -> new TreeMap<>())
                        .put(row.getLong(2), row.getLong(3));
            }
        }
        return channels;
    }

    /** What each message says that is not deleted, by channel id and message id. */
    Map<Long, Map<Long, Written>> written() throws SQLException {
        Map<Long, Map<Long, Written>> channels = new TreeMap<>();
        try (Connection connection = database.connect()) {
            // The driver reads all rows at once otherwise.
            connection.setAutoCommit(false);
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT channel_id, message_id, extract(epoch FROM sent_at)::bigint, text"
                            + " FROM telegram_gateway.messages WHERE deleted_at IS NULL")) {
                query.setFetchSize(ROWS_AT_ONCE);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        channels.computeIfAbsent(row.getLong(1), channel -> new TreeMap<>())
                                .put(row.getLong(2), Written.of(row.getLong(3), row.getString(4)));
                    }
                }
            }
        }
        return channels;
    }

    /** What a channel's messages say that are not deleted, by id. */
    Map<Long, String> texts(long channelId) throws SQLException {
        Map<Long, String> texts = new TreeMap<>();
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement("SELECT message_id, text"
                        + " FROM telegram_gateway.messages WHERE channel_id = ? AND deleted_at IS NULL")) {
            query.setLong(1, channelId);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    texts.put(row.getLong(1), row.getString(2));
                }
            }
        }
        return texts;
    }

    /** All events, so all states that messages have had. */
    public long events() throws SQLException {
        return number("SELECT count(*) FROM telegram_gateway.message_events");
    }

    /** Messages whose latest event is another than their state says; 0 in a sound database. */
    public long contradictions() throws SQLException {
        return number("""
                SELECT count(*) FROM (
                    SELECT channel_id, message_id, max(position) AS position
                    FROM telegram_gateway.message_events GROUP BY channel_id, message_id) event
                FULL JOIN telegram_gateway.messages message USING (channel_id, message_id)
                WHERE event.position IS DISTINCT FROM message.position
                """);
    }

    /** What the database itself counts as applied, independently of any cursor. */
    public long applied() throws SQLException {
        return number("SELECT coalesce(sum(applied), 0) FROM telegram_gateway.delivery_cursors");
    }

    /** Messages on which the consumer has not decided, or not on their latest state. */
    public long undecided() throws SQLException {
        return number("""
                SELECT count(*) FROM telegram_gateway.messages message
                LEFT JOIN tp_capital.verdicts verdict USING (channel_id, message_id)
                WHERE verdict.position IS DISTINCT FROM message.position
                """);
    }

    public long verdicts() throws SQLException {
        return number("SELECT count(*) FROM tp_capital.verdicts");
    }

    /** Signals that have been neither deleted nor turned into something else by an edit. */
    public long signals() throws SQLException {
        return number("SELECT count(*) FROM tp_capital.tp_capital_signals"
                + " WHERE deleted_at IS NULL AND withdrawn_at IS NULL");
    }

    /** Messages that the consumer took for signals. */
    public long signalVerdicts() throws SQLException {
        return number("SELECT count(*) FROM tp_capital.verdicts WHERE outcome = 'signal'");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
