package telegramgateway.mtproto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.mtproto.TestClock;

class JournalFileTest {
    private static final long MAX_BYTES = 4 << 20;

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();

    private Journal open() {
        return Journal.open(directory.resolve("data"), MAX_BYTES, clock);
    }

    private Path file() {
        return directory.resolve("data/journal.db");
    }

    private void place(byte[] content) throws IOException {
        Files.createDirectories(file().getParent());
        Files.write(file(), content);
    }

    @Test
    void onlyTheOwnerCanReadTheDirectoryAndItsFiles() throws IOException {
        try (Journal journal = open()) {
            journal.ready();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                    .isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(file().getParent())) {
                assertThat(files.toList())
                        .hasSizeGreaterThanOrEqualTo(4)
                        .allSatisfy(
                                path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void aDirectoryThatIsOpenToOthersIsClosed() throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        open().close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>not a journal</html>", "SQLite format 3\u0000 but then nothing of the kind"})
    void garbageIsMovedAsideAndNotOverwritten(String garbage) throws IOException {
        byte[] content = garbage.repeat(200).getBytes(StandardCharsets.UTF_8);
        place(content);
        try (Journal journal = open()) {
            assertThat(journal.state().ready()).isFalse();
        }

        Path aside = file().resolveSibling("journal.db.corrupt-" + TestClock.START.getEpochSecond());
        assertThat(aside).hasBinaryContent(content);
    }

    @Test
    void aLogWithoutItsFileIsMovedAside() throws IOException {
        try (Journal journal = open()) {
            journal.ready();
            Files.copy(file().resolveSibling("journal.db-wal"), directory.resolve("wal"));
        }
        Files.delete(file());
        Files.copy(directory.resolve("wal"), file().resolveSibling("journal.db-wal"));
        try (Journal journal = open()) {
            assertThat(journal.state().ready()).isFalse();
        }

        assertThat(file().resolveSibling("journal.db.corrupt-" + TestClock.START.getEpochSecond() + "-wal"))
                .exists();
    }

    @Test
    void theDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws IOException, SQLException {
        Files.createDirectories(file().getParent());
        sql("CREATE TABLE theirs (id INTEGER)");
        byte[] before = Files.readAllBytes(file());

        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("no journal of this gateway");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThatThrownBy(this::open).as("the lock was let go").hasMessageContaining("no journal of this gateway");
    }

    @Test
    void aJournalOfANewerVersionIsRefused() throws SQLException {
        open().close();
        sql("PRAGMA user_version = 99");

        assertThatThrownBy(this::open).hasMessageContaining("has format 99, this version knows 7");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsAClearError() throws IOException {
        Files.writeString(directory.resolve("data"), "a file stands in the way");

        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("cannot be used")
                .hasMessageContaining("must own it");
    }

    @Test
    void aLaneIsReadAndCountedByItsIndexAlone() throws SQLException {
        open().close();

        assertThat(plan("SELECT json FROM entries WHERE position > 1 AND lane = 0 ORDER BY position LIMIT 5"))
                .containsExactly("SEARCH entries USING INDEX entries_by_lane (lane=? AND rowid>?)");
        assertThat(plan("SELECT count(*) FROM entries WHERE lane = 0 AND position > 1 AND position <= 9"))
                .containsExactly(
                        "SEARCH entries USING COVERING INDEX entries_by_lane (lane=? AND rowid>? AND rowid<?)");
    }

    private List<String> plan(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
            var plan = new java.util.ArrayList<String>();
            while (rows.next()) {
                plan.add(rows.getString("detail"));
            }
            return plan;
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }
}
