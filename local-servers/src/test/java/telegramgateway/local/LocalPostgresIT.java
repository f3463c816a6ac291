package telegramgateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalPostgresIT {

    private static LocalPostgres server;

    @BeforeAll
    static void start() {
        server = LocalPostgres.start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void keepsCommittedRowsWhenStoppedKilledAndStartedAgain() throws SQLException {
        LocalDatabase database = server.createDatabase();
        execute(database, "CREATE TABLE t (n int)");
        execute(database, "INSERT INTO t VALUES (1)");
        server.stop();
        assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
        server.restart();
        execute(database, "INSERT INTO t VALUES (2)");
        server.kill();
        server.restart();
        assertThat(query(database, "SELECT string_agg(n::text, ',' ORDER BY n) FROM t"))
                .isEqualTo("1,2");
    }

    @Test
    void givesEachTestADatabaseOfItsOwn() throws SQLException {
        LocalDatabase one = server.createDatabase();
        LocalDatabase other = server.createDatabase();
        execute(one, "CREATE TABLE t ()");
        assertThat(query(other, "SELECT to_regclass('t')")).isNull();
        server.drop(one);
        assertThatThrownBy(one::connect).hasMessageContaining("does not exist");
    }

    @Test
    void runsSeveralServersAtOnceWithSettingsOfTheirOwn() throws SQLException {
        try (LocalPostgres other = LocalPostgres.start(LoopbackPort.claim(), Map.of("max_connections", "17"))) {
            assertThat(other.port()).isNotEqualTo(server.port());
            assertThat(query(other.maintenance(), "SHOW max_connections")).isEqualTo("17");
        }
    }

    @Test
    void refusesAWrongPassword() {
        LocalDatabase right = server.maintenance();
        LocalDatabase wrong = new LocalDatabase(right.host(), right.port(), right.name(), right.user(), "guess");
        assertThatThrownBy(wrong::connect).hasMessageContaining("password authentication failed");
        assertThat(right.toString()).doesNotContain(right.password());
    }

    @Test
    void saysWhyItDidNotStart() {
        assertThatThrownBy(() -> LocalPostgres.start(LoopbackPort.claim(), Map.of("shared_buffers", "many")))
                .hasMessageContaining("shared_buffers");
    }

    private static void execute(LocalDatabase database, String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(LocalDatabase database, String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
