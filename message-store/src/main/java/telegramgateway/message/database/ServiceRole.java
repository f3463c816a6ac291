package telegramgateway.message.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The database role of each service: it may read and write what its service needs, and change no structure. */
enum ServiceRole {
    TELEGRAM_GATEWAY_NATIVE,
    TELEGRAM_GATEWAY_API,
    TP_CAPITAL;

    static final List<String> NAMES =
            Arrays.stream(values()).map(ServiceRole::roleName).toList();

    /** The name to log in with. */
    String roleName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Creates the role if a password is given and it does not exist, sets the password, and gives it exactly its
     * rights. Without a password, a role that does not exist is left out.
     */
    void provide(Connection owner, @Nullable String password) throws SQLException {
        boolean exists = exists(owner);
        if (!exists && password == null) {
            return;
        }
        try (Statement statement = owner.createStatement()) {
            if (!exists) {
                statement.execute("CREATE ROLE " + roleName() + " LOGIN");
            }
            if (password != null) {
                // Hashed on this side: the server's log never sees it.
                owner.unwrap(PGConnection.class).alterUserPassword(roleName(), password.toCharArray(), "scram-sha-256");
            }
            statement.execute(rights());
        }
    }

    private boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
            query.setString(1, roleName());
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    private String rights() {
        String file = "/db/rights/" + roleName() + ".sql";
        try (InputStream sql = ServiceRole.class.getResourceAsStream(file)) {
            if (sql == null) {
                throw new IllegalStateException(file + " is missing");
            }
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
