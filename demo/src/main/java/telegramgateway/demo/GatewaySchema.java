package telegramgateway.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import telegramgateway.local.LocalDatabase;
import telegramgateway.message.database.DatabaseMigration;

/** The gateway's database, its schema and its roles on a server of this machine. */
final class GatewaySchema {

    static final String DATABASE = "telegram_gateway";
    static final String NATIVE_ROLE = "telegram_gateway_native";
    static final String API_ROLE = "telegram_gateway_api";
    static final String CONSUMER_ROLE = "tp_capital";

    private static final String OWNER = "telegram_gateway_owner";

    private GatewaySchema() {}

    /** The database as its owner, reached directly. */
    static LocalDatabase database(int port, GatewaySecrets secrets) {
        return new LocalDatabase("127.0.0.1", port, DATABASE, OWNER, secrets.owner());
    }

    /**
     * Makes what is not there yet.
     *
     * @throws DemoException when the server refuses
     */
    static void migrate(LocalDatabase superuser, GatewaySecrets secrets) {
        try (Connection connection = superuser.connect();
                Statement statement = connection.createStatement()) {
            if (isMissing(statement, "pg_roles WHERE rolname = '" + OWNER + "'")) {
                statement.execute("CREATE ROLE " + OWNER + " LOGIN CREATEROLE PASSWORD '" + secrets.owner() + "'");
            }
            if (isMissing(statement, "pg_database WHERE datname = '" + DATABASE + "'")) {
                statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
            }
        } catch (SQLException e) {
            throw new DemoException("The database cannot be created: " + e.getMessage(), e);
        }
        LocalDatabase database = database(superuser.port(), secrets);
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(database.jdbcUrl());
        owner.setUser(database.user());
        owner.setPassword(database.password());
        DatabaseMigration.migrate(
                owner,
                Map.of(
                        NATIVE_ROLE, secrets.nativeRole(),
                        API_ROLE, secrets.apiRole(),
                        CONSUMER_ROLE, secrets.consumerRole()));
    }

    private static boolean isMissing(Statement statement, String what) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT 1 FROM " + what)) {
            return !rows.next();
        }
    }
}
