package telegramgateway.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database on a {@link DatabaseServer} and the owner's credentials.
 *
 * @param name letters, digits and underscores only
 */
public record LocalDatabase(String host, int port, String name, String user, String password) {

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    /** A new connection as the owner. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user, password);
    }

    @Override
    public String toString() {
        return jdbcUrl() + " as " + user;
    }
}
