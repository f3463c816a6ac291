package telegramgateway.message.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Decides whether a database is to have hypertables and continuous aggregates, or plain tables and views. */
final class Timescale {

    static final String CONTEXT = "timescale";
    static final String PLAIN_CONTEXT = "plain";

    /** The loader defines this setting, so it is there exactly when the library is preloaded. */
    private static final String IS_USABLE = """
            SELECT current_setting('timescaledb.max_background_workers', true) IS NOT NULL
                AND EXISTS (SELECT FROM pg_available_extensions WHERE name = 'timescaledb')""";

    /** The edition under the Apache License has neither compression nor continuous aggregates. */
    private static final String IS_COMPLETE =
            "SELECT coalesce(current_setting('timescaledb.license', true), '') = 'timescale'";

    private Timescale() {}

    /**
     * The changelog's context for a database: what was decided at its first migration, else what the server offers.
     *
     * @param changeTable qualified name of Liquibase's table
     */
    static String context(Connection connection, String changeTable) throws SQLException {
        if (is(connection, "SELECT to_regclass('" + changeTable + "') IS NOT NULL")) {
            String ran = "SELECT EXISTS (SELECT FROM " + changeTable + " WHERE contexts = '";
            if (is(connection, ran + CONTEXT + "')")) {
                return CONTEXT;
            }
            if (is(connection, ran + PLAIN_CONTEXT + "')")) {
                return PLAIN_CONTEXT;
            }
        }
        if (!is(connection, IS_USABLE)) {
            return PLAIN_CONTEXT;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
        }
        return is(connection, IS_COMPLETE) ? CONTEXT : PLAIN_CONTEXT;
    }

    private static boolean is(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() && result.getBoolean(1);
        }
    }
}
