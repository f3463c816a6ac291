package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import telegramgateway.mtproto.journal.Journal.Flood;

/** How much each account has asked of Telegram's history lately, and until when Telegram wants quiet. */
final class FloodTable {
    private FloodTable() {}

    static Flood of(Connection connection, String account) throws SQLException {
        try (PreparedStatement query = Rows.bind(
                        connection, "SELECT spent_until, quiet_until FROM floods WHERE account = ?", account);
                ResultSet row = query.executeQuery()) {
            return row.next()
                    ? new Flood(Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2)))
                    : Flood.NONE;
        }
    }

    static void put(Connection connection, String account, Flood flood) throws SQLException {
        Rows.change(
                connection,
                "INSERT INTO floods VALUES (?, ?, ?) ON CONFLICT (account) DO UPDATE SET"
                        + " spent_until = excluded.spent_until, quiet_until = excluded.quiet_until",
                account,
                flood.spentUntil().toEpochMilli(),
                flood.quietUntil().toEpochMilli());
    }
}
