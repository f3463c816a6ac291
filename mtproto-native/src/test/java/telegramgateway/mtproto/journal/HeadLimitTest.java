package telegramgateway.mtproto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.database.KnownMessage;

class HeadLimitTest {
    private static final long MAX = 100;

    @TempDir
    private Path directory;

    private final HeadLimit limit = new HeadLimit(MAX);

    private Connection holding(int messages) throws SQLException {
        Path file = directory.resolve("journal.db");
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        JournalSchema.prepare(connection, file);
        HeadTable.put(
                connection,
                LongStream.rangeClosed(1, messages)
                        .mapToObj(id -> new KnownMessage(-1, id, 1_000 + id, null, null, true, null))
                        .toList());
        return connection;
    }

    @Test
    void theOldestBeyondTheLimitAreTooManyAndRoomIsMadeForMore() throws SQLException {
        try (Connection connection = holding(130)) {
            assertThat(limit.excess(connection)).isEqualTo(1_035);
        }
    }

    @Test
    void nothingIsTooManyBelowTheLimit() throws SQLException {
        try (Connection connection = holding(95)) {
            assertThat(limit.excess(connection)).isZero();
        }
    }

    @Test
    void nobodyIsAskedAgainBeforeAPartOfTheLimitWasAdded() throws SQLException {
        Connection connection = holding(130);
        limit.excess(connection);
        connection.close();

        limit.added(5);
        assertThat(limit.excess(connection)).isEqualTo(1_035);

        limit.added(1);
        assertThatThrownBy(() -> limit.excess(connection)).isInstanceOf(SQLException.class);
    }
}
