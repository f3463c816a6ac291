package telegramgateway.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL server on which tests make databases of their own: an embedded one, or the one named by the system
 * property or environment variable {@value ExternalPostgres#URL}, for example
 * {@code jdbc:postgresql://127.0.0.1:15432/postgres?user=postgres&password=postgres} for a TimescaleDB. Safe for use by
 * several threads.
 */
public sealed interface DatabaseServer permits LocalPostgres, ExternalPostgres {

    /** The superuser's maintenance database, which always exists. */
    LocalDatabase maintenance();

    /** The server that all tests of this JVM share; it is started by the first call and ends with the JVM. */
    static DatabaseServer shared() {
        return SharedServer.INSTANCE;
    }

    /** Creates an empty database with a name that is unique among all users of the server. */
    default LocalDatabase createDatabase() {
        String name = "test_" + ProcessHandle.current().pid() + "_" + SharedServer.COUNTER.incrementAndGet();
        execute("CREATE DATABASE " + name);
        LocalDatabase server = maintenance();
        return new LocalDatabase(server.host(), server.port(), name, server.user(), server.password());
    }

    /** Drops the database, ending its sessions. */
    default void drop(LocalDatabase database) {
        execute("DROP DATABASE IF EXISTS " + database.name() + " WITH (FORCE)");
    }

    private void execute(String sql) {
        try (Connection connection = maintenance().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + " failed on " + maintenance() + ": " + e.getMessage(), e);
        }
    }

    /** Starts the shared server when it is first asked for. */
    final class SharedServer {
        private static final AtomicInteger COUNTER = new AtomicInteger();
        private static final DatabaseServer INSTANCE = ExternalPostgres.configured()
                .<DatabaseServer>map(server -> server)
                .orElseGet(LocalPostgres::start);

        private SharedServer() {}
    }
}
