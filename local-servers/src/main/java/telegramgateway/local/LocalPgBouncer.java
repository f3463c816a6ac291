package telegramgateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A PgBouncer in front of all databases of a server, as in production: transaction mode, a pool of 20, 100 clients,
 * logins by SCRAM with the passwords of the database's own roles.
 */
public final class LocalPgBouncer extends LocalServer {

    /** What to do where {@link #isInstalled()} says no. */
    public static final String MISSING =
            "PgBouncer is missing: run bin/setup, or install the package pgbouncer (apt-get install pgbouncer)";

    /** May read the admin console, a database of this name on the same port, but change nothing. */
    public static final String STATS_USER = "pgbouncer_stats";

    private static final Map<String, String> DEFAULTS = Map.of(
            "default_pool_size", "20",
            "max_client_conn", "100",
            "max_db_connections", "20",
            // After a failed login to a server that was down: the default of 15 s would outlast most outages here.
            "server_login_retry", "1",
            // How long clients wait for a server that is down or busy before they hear so; the default is 120 s.
            "query_wait_timeout", "5");

    private final Path directory;
    private final int port;
    private final LocalDatabase superuser;
    private final String statsPassword = UUID.randomUUID().toString();

    private LocalPgBouncer(int port, LocalDatabase superuser, Map<String, String> settings) {
        super("PgBouncer");
        this.port = port;
        this.superuser = superuser;
        this.directory = TemporaryDirectory.create("pgbouncer");
        writeConfiguration(settings);
    }

    /** Whether it can be started here; tests that need it skip with {@link #MISSING}. */
    public static boolean isInstalled() {
        return ServerPrograms.PGBOUNCER.isAvailable();
    }

    /** Whether several clients may use server-side statements, which needs 1.21 or newer; 1.18 mixes them up. */
    public static boolean knowsPreparedStatements() {
        return ServerPrograms.PGBOUNCER.isAtLeast(1, 21);
    }

    /**
     * A running PgBouncer on a free port.
     *
     * @param superuser of the server, who may read the passwords of its roles
     * @throws IllegalStateException when it is not installed or does not come up
     */
    public static LocalPgBouncer start(LocalDatabase superuser) {
        return start(LoopbackPort.claim(), superuser, Map.of());
    }

    /**
     * A running PgBouncer on this port.
     *
     * @param settings names and values as in the section {@code [pgbouncer]} of {@code pgbouncer.ini}
     */
    public static LocalPgBouncer start(int port, LocalDatabase superuser, Map<String, String> settings) {
        return started(new LocalPgBouncer(port, superuser, settings));
    }

    /**
     * How tests of this JVM reach a database of {@link DatabaseServer#shared()} as services do: through one PgBouncer
     * for all of them, which is started by the first call and ends with the JVM. Where it is not installed, or
     * {@code -DTEST_PGBOUNCER=false} is set, the database itself.
     */
    public static LocalDatabase sharedInFrontOf(LocalDatabase database) {
        boolean wanted = Boolean.parseBoolean(System.getProperty("TEST_PGBOUNCER", "true"));
        return wanted && isInstalled() ? Shared.INSTANCE.inFrontOf(database) : database;
    }

    @Override
    public int port() {
        return port;
    }

    /** The password of {@link #STATS_USER}. */
    public String statsPassword() {
        return statsPassword;
    }

    /** The same database with the same user, reached through this pool. */
    public LocalDatabase inFrontOf(LocalDatabase database) {
        return new LocalDatabase("127.0.0.1", port, database.name(), database.user(), database.password());
    }

    @Override
    ServerProcess launch() {
        return ServerPrograms.PGBOUNCER.start(
                List.of(program(), configuration().toString()), Map.of(), directory.resolve("log"), killSignal());
    }

    @Override
    void deleteFiles() {
        TemporaryDirectory.delete(directory);
    }

    /** Also proves that it reads passwords and reaches the server. */
    @Override
    boolean answers() {
        try (Connection connection = inFrontOf(superuser).connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private void writeConfiguration(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
        all.putAll(settings);
        all.put("pool_mode", "transaction");
        all.put("listen_addr", "127.0.0.1");
        all.put("listen_port", Integer.toString(port));
        all.put("unix_socket_dir", "");
        all.put("auth_type", "scram-sha-256");
        all.put("auth_file", users().toString());
        all.put("auth_user", superuser.user());
        all.put("stats_users", STATS_USER);
        String lines = all.entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                .collect(Collectors.joining());
        String databases = "[databases]\n* = host=" + superuser.host() + " port=" + superuser.port() + "\n";
        FileAttribute<Set<PosixFilePermission>> onlyOwner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            Files.writeString(
                    ServerUser.own(Files.createFile(configuration(), onlyOwner)), databases + "[pgbouncer]\n" + lines);
            Files.writeString(
                    ServerUser.own(Files.createFile(users(), onlyOwner)),
                    user(superuser.user(), superuser.password()) + user(STATS_USER, statsPassword));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + directory, e);
        }
    }

    private static String program() {
        return ServerPrograms.PGBOUNCER.program("pgbouncer");
    }

    private static String user(String name, String password) {
        return '"' + name + "\" \"" + password.replace("\"", "\"\"") + "\"\n";
    }

    private Path configuration() {
        return directory.resolve("pgbouncer.ini");
    }

    private Path users() {
        return directory.resolve("userlist.txt");
    }

    /** Starts the shared pool when it is first asked for. */
    private static final class Shared {
        private static final LocalPgBouncer INSTANCE =
                start(DatabaseServer.shared().maintenance());
    }
}
