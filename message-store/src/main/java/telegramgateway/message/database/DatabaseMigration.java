package telegramgateway.message.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Brings a database to this version's schema and gives each service its role. Idempotent. */
public final class DatabaseMigration {

    /** Holds Liquibase's own tables too. */
    private static final String SCHEMA = "telegram_gateway";

    private static final String CHANGE_TABLE = SCHEMA + ".databasechangelog";
    private static final String CHANGELOG = "db/changelog.yaml";

    /** One migration at a time per database; any number that nothing else there locks. */
    private static final long LOCK = 7_061_512_025L;

    /** Kept, because the level of a logger that nobody holds is forgotten. */
    private static final Logger LIQUIBASE_LOG = Logger.getLogger("liquibase");

    private DatabaseMigration() {}

    /**
     * Applies what is missing of the changelog, creates the service roles whose passwords are given, and grants every
     * service role that exists its rights.
     *
     * @param owner direct connections (not through PgBouncer) of the role that owns the database
     * @param rolePasswords passwords to set, by role: {@code telegram_gateway_native}, {@code telegram_gateway_api},
     *     {@code tp_capital}
     * @throws MigrationException with a sentence on what is wrong and what to do
     */
    public static void migrate(DataSource owner, Map<String, String> rolePasswords) {
        if (!ServiceRole.NAMES.containsAll(rolePasswords.keySet())) {
            throw new IllegalArgumentException(
                    "The service roles are " + ServiceRole.NAMES + ", not " + rolePasswords.keySet());
        }
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
            applyChangelog(connection, Timescale.context(connection, CHANGE_TABLE));
            connection.setAutoCommit(true);
            for (ServiceRole role : ServiceRole.values()) {
                role.provide(connection, rolePasswords.get(role.roleName()));
            }
            statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
        } catch (SQLException e) {
            throw new MigrationException(explain(e), e);
        }
    }

    private static void applyChangelog(Connection connection, String context) {
        LIQUIBASE_LOG.setLevel(Level.WARNING);
        try {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            database.setLiquibaseSchemaName(SCHEMA);
            // Not closed, as that would close the connection, which holds our lock.
            Liquibase liquibase = new Liquibase(CHANGELOG, new ClassLoaderResourceAccessor(), database);
            liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
            Scope.child(Scope.Attr.ui, new LoggerUIService(), () -> {
                // We hold the lock of the database, so one that is left in the table belongs to nobody alive.
                liquibase.forceReleaseLocks();
                liquibase.update(new Contexts(context));
            });
        } catch (Exception e) {
            throw new MigrationException("The changelog failed: " + e.getMessage(), e);
        }
    }

    private static String explain(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case "28P01", "28000" -> "The database refuses the owner's login: check the user and the password";
            case "3D000" -> "The database does not exist: create it first, owned by the role that migrates";
            case "42501" ->
                "The owner's role lacks a right: it must own the database, and making the roles of the"
                        + " services takes CREATEROLE (" + e.getMessage() + ")";
            default -> "The migration failed: " + e.getMessage();
        };
    }

    /** {@code bin/migrate}: reads the connection and the passwords from the environment. */
    public static void main(String[] args) {
        System.exit(MigrateCommand.run(args, System.getenv(), System.out, System.err));
    }
}
