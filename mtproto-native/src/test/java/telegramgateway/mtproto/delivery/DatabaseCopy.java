package telegramgateway.mtproto.delivery;

import java.util.List;
import telegramgateway.mtproto.TestServers;

/** A backup of the tables that delivery writes, and its restoring in one moment, as by a snapshot. */
final class DatabaseCopy {
    private static final List<String> TABLES = List.of("channels", "messages", "message_events", "delivery_cursors");

    private final TestServers servers;

    private DatabaseCopy(TestServers servers) {
        this.servers = servers;
    }

    static DatabaseCopy of(TestServers servers) {
        StringBuilder sql = new StringBuilder("DROP SCHEMA IF EXISTS backup CASCADE; CREATE SCHEMA backup;");
        for (String table : TABLES) {
            sql.append("CREATE TABLE backup.%s AS TABLE telegram_gateway.%<s;".formatted(table));
        }
        servers.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; " + sql + " COMMIT");
        return new DatabaseCopy(servers);
    }

    void restore() {
        StringBuilder sql = new StringBuilder("BEGIN;");
        for (String table : TABLES) {
            sql.append("TRUNCATE telegram_gateway.%s;".formatted(table));
            sql.append("INSERT INTO telegram_gateway.%s SELECT * FROM backup.%<s;".formatted(table));
        }
        servers.execute(sql + " COMMIT");
    }
}
