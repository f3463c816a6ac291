package telegramgateway.message.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import telegramgateway.local.DatabaseServer;
import telegramgateway.local.LocalDatabase;
import telegramgateway.local.LocalPgBouncer;
import telegramgateway.message.database.consumers.ConsumerCursors;
import telegramgateway.message.database.history.MessageHistory;

/** A migrated database on the server of the tests, and plain SQL on it. */
final class TestDatabase {

    private static final AtomicLong CHANNEL = new AtomicLong(-1_001_000_000_000L);

    private final LocalDatabase local;
    private final LocalDatabase forServices;
    private final HikariDataSource pool;

    TestDatabase(LocalDatabase local) {
        this(local, local);
    }

    private TestDatabase(LocalDatabase local, LocalDatabase forServices) {
        this.local = local;
        this.forServices = forServices;
        HikariConfig config = new HikariConfig();
        config.setDataSource(serviceDataSource(local.user(), local.password()));
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(2_000);
        pool = new HikariDataSource(config);
    }

    /** The one that all tests share which use channels of their own. */
    static TestDatabase shared() {
        return Shared.DATABASE;
    }

    static TestDatabase empty() {
        LocalDatabase local = DatabaseServer.shared().createDatabase();
        return new TestDatabase(local, LocalPgBouncer.sharedInFrontOf(local));
    }

    static TestDatabase migrated() {
        TestDatabase database = empty();
        DatabaseMigration.migrate(database.dataSource(), Map.of());
        return database;
    }

    /** A channel that no other test uses. */
    static long newChannel() {
        return CHANNEL.getAndDecrement();
    }

    LocalDatabase local() {
        return local;
    }

    /** Direct connections, as migrations need them. */
    PGSimpleDataSource dataSource() {
        return dataSource(local.user(), local.password());
    }

    PGSimpleDataSource dataSource(String user, String password) {
        return unpooled(local, user, password);
    }

    /** As services connect, through PgBouncer where there is one, but without a pool of their own. */
    final PGSimpleDataSource serviceDataSource(String user, String password) {
        return unpooled(forServices, user, password);
    }

    private static PGSimpleDataSource unpooled(LocalDatabase database, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(user);
        source.setPassword(password);
        source.setPrepareThreshold(0);
        return source;
    }

    MessageDatabase messages() {
        return new MessageDatabase(pool);
    }

    ConsumerCursors consumers() {
        return new ConsumerCursors(pool);
    }

    MessageHistory history() {
        return new MessageHistory(pool);
    }

    void execute(String sql) {
        execute(pool, sql);
    }

    static void execute(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The first column of all rows as text. */
    List<String> query(String sql) {
        List<String> values = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static final class Shared {
        static final TestDatabase DATABASE = migrated();
    }
}
