package telegramgateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalPgBouncerIT {

    private static LocalPostgres postgres;
    private static LocalPgBouncer pool;

    @BeforeAll
    static void start() {
        assumeTrue(LocalPgBouncer.isInstalled(), LocalPgBouncer.MISSING);
        postgres = LocalPostgres.start();
        pool = LocalPgBouncer.start(postgres.maintenance());
    }

    @AfterAll
    static void close() {
        if (pool != null) {
            pool.close();
            postgres.close();
        }
    }

    @Test
    void reachesDatabasesAndRolesThatWereMadeAfterItsStart() throws SQLException {
        LocalDatabase made = postgres.createDatabase();
        execute(made, "CREATE ROLE late LOGIN PASSWORD 'secret'");
        LocalDatabase asLate = new LocalDatabase(made.host(), made.port(), made.name(), "late", "secret");
        assertThat(query(pool.inFrontOf(asLate), "SELECT current_user || ' ' || current_database()"))
                .isEqualTo("late " + made.name());
        LocalDatabase guessed = new LocalDatabase(made.host(), made.port(), made.name(), "late", "guess");
        assertThatThrownBy(() -> pool.inFrontOf(guessed).connect()).hasMessageContaining("authentication failed");
    }

    @Test
    void sharesTwentyConnectionsAmongMoreClients() throws SQLException {
        LocalDatabase database = postgres.createDatabase();
        List<Connection> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                Connection client = unprepared(pool.inFrontOf(database));
                clients.add(client);
                try (var statement = client.createStatement()) {
                    statement.execute("SELECT 1");
                }
            }
            assertThat(query(database, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"))
                    .satisfies(
                            sessions -> assertThat(Integer.parseInt(sessions)).isBetween(2, 21));
        } finally {
            for (Connection client : clients) {
                client.close();
            }
        }
    }

    @Test
    void keepsNothingOfASessionBetweenTransactions() throws SQLException {
        assertThatThrownBy(() -> DriverManager.getConnection(
                        pool.inFrontOf(postgres.maintenance()).jdbcUrl() + "?currentSchema=pg_catalog",
                        postgres.maintenance().user(),
                        postgres.maintenance().password()))
                .hasMessageContaining("unsupported startup parameter");
    }

    @Test
    void comesBackOnTheSamePortAfterAStopAndAfterACrash() throws SQLException {
        try (LocalPgBouncer own = LocalPgBouncer.start(postgres.maintenance())) {
            int port = own.port();
            own.stop();
            assertThat(LoopbackPort.isFree(port)).isTrue();
            own.restart();
            assertThat(query(own.inFrontOf(postgres.maintenance()), "SELECT 1")).isEqualTo("1");
            own.kill();
            own.restart();
            assertThat(own.port()).isEqualTo(port);
            assertThat(query(own.inFrontOf(postgres.maintenance()), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void reachesTheServerAgainSoonAfterItsRestart() {
        try (LocalPostgres server = LocalPostgres.start();
                LocalPgBouncer own = LocalPgBouncer.start(server.maintenance())) {
            LocalDatabase database = own.inFrontOf(server.maintenance());
            server.kill();
            assertThatThrownBy(() -> query(database, "SELECT 1")).isInstanceOf(SQLException.class);
            server.restart();
            await().ignoreExceptions().until(() -> query(database, "SELECT 1").equals("1"));
        }
    }

    @Test
    void saysWhyItDidNotStart() {
        assertThatThrownBy(() -> LocalPgBouncer.start(
                        LoopbackPort.claim(), postgres.maintenance(), Map.of("default_pool_size", "many")))
                .hasMessageContaining("default_pool_size");
    }

    @Test
    void neverRunsAsRootAndListensOnLoopbackOnly() throws IOException {
        Path process = Path.of("/proc", Long.toString(pool.process().pid()));
        assertThat(Files.getAttribute(process, "unix:uid")).isNotEqualTo(0);
        String port = "%04X".formatted(pool.port());
        assertThat(Files.readAllLines(process.resolve("net/tcp")))
                .filteredOn(line -> line.matches(" *\\d+: \\w+:" + port + " \\w+:\\w+ 0A.*"))
                .singleElement()
                .asString()
                .contains("0100007F:" + port);
    }

    private static Connection unprepared(LocalDatabase database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("prepareThreshold", "0");
        return DriverManager.getConnection(database.jdbcUrl(), properties);
    }

    private static void execute(LocalDatabase database, String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(LocalDatabase database, String sql) throws SQLException {
        try (var connection = unprepared(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
