package telegramgateway.mtproto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.post;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.mtproto.TestClock;

/** Writing fails in every way that a disk has: what was accepted stays, and no position is used twice. */
class FailedWriteTest {
    private static final TargetLane ALL = new TargetLane("any", TargetLane.ALL);

    @TempDir
    private Path directory;

    private FailingConnection disk;
    private JournalFile file;
    private Journal journal;

    @BeforeEach
    void open() throws SQLException {
        Journal.open(directory, Long.MAX_VALUE, new TestClock()).close();
        String url = "jdbc:sqlite:" + directory.resolve("journal.db");
        disk = new FailingConnection(DriverManager.getConnection(url));
        file = new JournalFile(directory, disk.connection(), DriverManager.getConnection(url));
        journal = new Journal(
                DataDirectory.lock(directory), file, Long.MAX_VALUE, Journal.SHARE_PERCENT, new TestClock());
        journal.ready();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private List<MessageEvent> append(long from, int count, int textLength) {
        return TestJournal.append(
                journal,
                LongStream.range(from, from + count)
                        .mapToObj(id -> post(CHANNEL, id, "a".repeat(textLength)))
                        .toList());
    }

    private List<Long> inJournal() {
        return journal.after(ALL, 0, Integer.MAX_VALUE, Long.MAX_VALUE).stream()
                .map(MessageEvent::messageId)
                .toList();
    }

    private void assertThatTheJournalIsWhole() {
        List<MessageEvent> events = journal.after(ALL, 0, Integer.MAX_VALUE, Long.MAX_VALUE);
        long previous = journal.state().startPosition();
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).previous()).isEqualTo(previous);
            assertThat(events.get(i).sequence()).isEqualTo(i + 1);
            previous = events.get(i).position();
        }
        assertThat(journal.state()).isEqualTo(file.read(JournalState::read));
        assertThat(journal.state().lastPosition()).isEqualTo(previous);
        assertThat(journal.channelHeads()).containsEntry(CHANNEL, previous);
    }

    @Test
    void aGroupThatIsReportedAsFailedBeforeItsCommitLeavesNothing() {
        append(1, 2, 1);
        disk.failOnce("PRAGMA page_count", false);
        assertThatThrownBy(() -> append(3, 2, 1)).isInstanceOf(JournalException.class);
        assertThatTheJournalIsWhole();
        append(5, 2, 1);

        assertThat(inJournal()).containsExactly(1L, 2L, 5L, 6L);
        assertThatTheJournalIsWhole();
    }

    @Test
    void aGroupThatIsOnDiskAlthoughItsCommitFailedKeepsItsPositions() {
        append(1, 2, 1);
        disk.failOnce("COMMIT", true);
        assertThatThrownBy(() -> append(3, 2, 1)).isInstanceOf(JournalException.class);
        assertThatTheJournalIsWhole();
        append(5, 2, 1);

        assertThat(inJournal()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThatTheJournalIsWhole();
    }

    @Test
    void aFullDiskTakesWholeGroupsOrNothingAndIsForgottenOnceThereIsRoom() {
        limitPages(100);
        long accepted = 0;
        long tried = 1;
        int failures = 0;
        while (failures < 5) {
            try {
                append(tried, 10, 2_000);
                accepted += 10;
            } catch (JournalException _) {
                failures++;
            }
            tried += 10;
        }
        assertThat(inJournal()).hasSize((int) accepted).hasSizeGreaterThan(10);
        assertThatTheJournalIsWhole();

        limitPages(100_000);
        append(tried, 10, 2_000);
        assertThat(inJournal()).hasSize((int) accepted + 10);
        assertThatTheJournalIsWhole();
    }

    private void limitPages(int pages) {
        disk.execute("PRAGMA max_page_count = " + pages);
    }

    @Test
    void aGroupThatEndsInAnErrorLeavesNothing() {
        append(1, 2, 1);
        assertThatThrownBy(() -> journal.append(append -> {
                    append.append(post(CHANNEL, 3, "a"), MessageKind.POSTED, new byte[16], null);
                    throw new StackOverflowError("far too deep");
                }))
                .isInstanceOf(StackOverflowError.class);
        append(4, 1, 1);

        assertThat(inJournal()).containsExactly(1L, 2L, 4L);
        assertThatTheJournalIsWhole();
    }
}
