package telegramgateway.message.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;

/** Removes messages for their age; what is known of their ids says so. */
final class RetireMessages {

    /** Before anything else, as a batch does: nobody else writes the channel's intervals then. */
    private static final String LOCK = "SELECT FROM telegram_gateway.channels WHERE channel_id = ? FOR NO KEY UPDATE";

    private static final String DELETE = """
            DELETE FROM telegram_gateway.messages
            WHERE channel_id = ? AND message_id IN (
                SELECT message_id FROM telegram_gateway.messages
                WHERE channel_id = ? AND sent_at < ? ORDER BY message_id LIMIT ?)
            RETURNING message_id""";

    private RetireMessages() {}

    /** Returns how many were removed. */
    static int run(Connection connection, long channelId, Instant before, int limit) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setLong(1, channelId);
            lock.execute();
        }
        int removed = 0;
        List<CoverageInterval> retired = new ArrayList<>();
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setLong(1, channelId);
            delete.setLong(2, channelId);
            delete.setObject(3, before.atOffset(ZoneOffset.UTC));
            delete.setInt(4, limit);
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    removed++;
                    if (CoverageInterval.applies(channelId) && row.getLong(1) > 0) {
                        retired.add(CoverageInterval.of(channelId, row.getLong(1), CoverageState.RETIRED));
                    }
                }
            }
        }
        CoverageTable.retire(connection, retired);
        return removed;
    }
}
