package telegramgateway.mtproto;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.message.database.DatabaseMigration;

/** A migrated database on the tests' server, and plain SQL on it. */
public record TestServers(LocalDatabase database) {

    public static TestServers onSharedPostgres() {
        return on(DatabaseServer.shared());
    }

    public static TestServers on(DatabaseServer server) {
        TestServers servers = new TestServers(server.createDatabase());
        DatabaseMigration.migrate(servers.dataSource(), Map.of());
        return servers;
    }

    /** As services connect, but without a pool. */
    public PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        source.setPrepareThreshold(0);
        source.setConnectTimeout(2);
        source.setSocketTimeout(10);
        return source;
    }

    public void execute(String sql) {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The first column of the first row. */
    public long number(String sql) {
        try (Connection connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
