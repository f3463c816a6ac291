package telegramgateway.message.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One session that all borrowers share in turn, as a transaction pool does. */
record SingleSession(HikariDataSource dataSource) implements AutoCloseable {

    private static final String STATE = """
            SELECT concat_ws(' ', pg_backend_pid(),
                (SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE source = 'session'),
                (SELECT count(*) FROM pg_prepared_statements),
                (SELECT count(*) FROM pg_cursors WHERE is_holdable),
                current_setting('statement_timeout'), current_setting('lock_timeout'))""";

    static SingleSession of(TestDatabase database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(1);
        return new SingleSession(new HikariDataSource(config));
    }

    /** All that a borrower could leave behind for the next. */
    String state() throws SQLException {
        DataSource source = dataSource;
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(STATE)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
