package telegramgateway.message.database;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The command {@code bin/migrate}: its settings come from the environment, its outcome is a line and a status. */
final class MigrateCommand {

    static final String USAGE = """
            bin/migrate [--help]

            Brings the database to this version's schema, and makes and grants the roles of the services. Run it as the
            owner of the database and directly, not through PgBouncer, before a new version of the services starts. It
            may be repeated. On a server with TimescaleDB preloaded a new database gets hypertables, compression and
            continuous aggregates; elsewhere the same names are plain tables and views. A database stays what it was at
            its first migration.

            MIGRATE_HOST                 default: TIMESCALEDB_HOST, else localhost
            MIGRATE_PORT                 default: 5434
            MIGRATE_DATABASE             default: TIMESCALEDB_DATABASE, else telegram_gateway; must exist
            MIGRATE_USER                 required: the owner
            MIGRATE_PASSWORD             required: the owner's password
            MIGRATE_NATIVE_PASSWORD      makes the role telegram_gateway_native or sets its password
            MIGRATE_API_PASSWORD         the same for the role telegram_gateway_api
            MIGRATE_TP_CAPITAL_PASSWORD  the same for the role tp_capital""";

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final Map<String, String> environment;

    private MigrateCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Does what the arguments say, and prints it.
     *
     * @return the status to exit with
     */
    static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (args.length > 0) {
            boolean asked = args.length == 1 && (args[0].equals("--help") || args[0].equals("-h"));
            out.println(USAGE);
            return asked ? 0 : WRONG_USAGE;
        }
        try {
            out.println(new MigrateCommand(environment).migrate());
            return 0;
        } catch (MigrationException | IllegalArgumentException e) {
            err.println("FATAL: " + e.getMessage());
            return FAILED;
        }
    }

    private String migrate() {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setServerNames(new String[] {optional("MIGRATE_HOST", optional("TIMESCALEDB_HOST", "localhost"))});
        owner.setPortNumbers(new int[] {port()});
        owner.setDatabaseName(optional("MIGRATE_DATABASE", optional("TIMESCALEDB_DATABASE", "telegram_gateway")));
        owner.setUser(required("MIGRATE_USER"));
        owner.setPassword(required("MIGRATE_PASSWORD"));
        Map<String, String> passwords = rolePasswords();
        DatabaseMigration.migrate(owner, passwords);
        return "The schema of " + owner.getDatabaseName() + " is up to date. Passwords set: "
                + (passwords.isEmpty() ? "none" : String.join(", ", passwords.keySet())) + ".";
    }

    private Map<String, String> rolePasswords() {
        Map<ServiceRole, String> settings = new EnumMap<>(Map.of(
                ServiceRole.TELEGRAM_GATEWAY_NATIVE, "MIGRATE_NATIVE_PASSWORD",
                ServiceRole.TELEGRAM_GATEWAY_API, "MIGRATE_API_PASSWORD",
                ServiceRole.TP_CAPITAL, "MIGRATE_TP_CAPITAL_PASSWORD"));
        Map<String, String> passwords = new TreeMap<>();
        settings.forEach((role, setting) -> {
            String password = value(setting);
            if (password != null) {
                passwords.put(role.roleName(), password);
            }
        });
        return passwords;
    }

    private int port() {
        String port = optional("MIGRATE_PORT", "5434");
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("MIGRATE_PORT is no number: " + port, e);
        }
    }

    private String required(String name) {
        String value = value(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is required; bin/migrate --help lists the settings");
        }
        return value;
    }

    private String optional(String name, String fallback) {
        String value = value(name);
        return value == null ? fallback : value;
    }

    private @Nullable String value(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }
}
