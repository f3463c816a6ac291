package telegramgateway.tpcapital;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.message.database.DatabaseMigration;

/** A migrated database for one test class, and plain SQL on it. */
public record TestServers(LocalDatabase local) implements AutoCloseable {
    /** What the service's own role has in every test. */
    public static final String ROLE = "tp_capital";

    public static final String PASSWORD = "a-password-of-the-tests";

    public static TestServers migrated() {
        return on(DatabaseServer.shared());
    }

    public static TestServers on(DatabaseServer server) {
        LocalDatabase local = server.createDatabase();
        DatabaseMigration.migrate(owner(local), Map.of(ROLE, PASSWORD));
        return new TestServers(local);
    }

    /** A pool as the service has it, with the rights of the service. */
    public HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(local.jdbcUrl());
        pool.setUsername(ROLE);
        pool.setPassword(PASSWORD);
        pool.setMaximumPoolSize(5);
        pool.setConnectionTimeout(1_000);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("prepareThreshold", "0");
        return pool;
    }

    /** As the gateway connects. */
    public PGSimpleDataSource owner() {
        return owner(local);
    }

    private static PGSimpleDataSource owner(LocalDatabase local) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(local.jdbcUrl());
        source.setUser(local.user());
        source.setPassword(local.password());
        source.setPrepareThreshold(0);
        return source;
    }

    /** The rows of a query, columns joined by a blank. */
    public List<String> rows(String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = local.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join(" ", columns));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    public void execute(String sql) {
        try (Connection connection = local.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        DatabaseServer.shared().drop(local);
    }
}
