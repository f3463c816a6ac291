package telegramgateway.mtproto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.TestMessages.CHANNEL;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.mtproto.journal.Forwards.Forward;
import telegramgateway.mtproto.journal.Forwards.State;

class ForwardsTest {
    private static final long DESTINATION = -1_009_000_000_000L;

    @TempDir
    Path directory;

    private TestJournal gateway;

    @BeforeEach
    void open() {
        gateway = new TestJournal(directory, 64 << 20);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private static Forward forward(long messageId) {
        return new Forward(
                CHANNEL, messageId, DESTINATION, 3, "post:" + messageId, State.SENDING, null, 0, Instant.EPOCH);
    }

    private Forward known(long messageId) {
        return gateway.journal.forwards().find(CHANNEL, messageId, DESTINATION).orElseThrow();
    }

    @Test
    void anIntentIsThereAfterARestartWithItsTime() {
        gateway.journal.forwards().sending(List.of(forward(1), forward(2)));
        gateway.reopen();

        assertThat(known(1).isDecided()).isFalse();
        assertThat(known(1).at()).isEqualTo(gateway.clock.instant());
        assertThat(known(2).rule()).isEqualTo(3);
        assertThat(gateway.journal.forwards().onTheWay()).containsExactly(known(1), known(2));
        assertThat(gateway.journal.forwards().find(CHANNEL, 1, CHANNEL)).isEmpty();
    }

    @Test
    void whatIsSentAgainKeepsTheTimeOfTheFirstIntent() {
        gateway.journal.forwards().sending(List.of(forward(1)));
        Instant first = gateway.clock.instant();
        gateway.clock.move(Duration.ofHours(1));
        gateway.journal.forwards().sending(List.of(forward(1)));

        assertThat(known(1).at()).isEqualTo(first);
    }

    @Test
    void aCopyIsKnownByItsId() {
        gateway.journal.forwards().sending(List.of(forward(1)));
        gateway.journal.forwards().sent(known(1), 77);

        assertThat(known(1).state()).isEqualTo(State.SENT);
        assertThat(known(1).copy()).isEqualTo(77);
        assertThat(gateway.journal.forwards().isCopy(DESTINATION, 77)).isTrue();
        assertThat(gateway.journal.forwards().isCopy(DESTINATION, 1)).isFalse();
        assertThat(gateway.journal.forwards().isCopy(CHANNEL, 77)).isFalse();
        assertThat(gateway.journal.forwards().onTheWay()).isEmpty();
    }

    @Test
    void aMessageMayBeACopyWhileOneOfItsOriginIsOnItsWayAndIsOneWhenItHasTheId() {
        Forwards forwards = gateway.journal.forwards();
        forwards.sending(List.of(forward(1)));
        assertThat(forwards.mayBeCopy(DESTINATION, 77, "post:1")).isTrue();
        assertThat(forwards.mayBeCopy(DESTINATION, 77, "post:2")).isFalse();
        assertThat(forwards.mayBeCopy(CHANNEL, 77, "post:1")).isFalse();
        forwards.sent(known(1), 77);
        assertThat(forwards.mayBeCopy(DESTINATION, 77, "post:1")).isTrue();
        assertThat(forwards.mayBeCopy(DESTINATION, 78, "post:1")).isFalse();
    }

    /** Entries must find room in it. */
    @Test
    void aSmallJournalKeepsFewRecords() {
        gateway.close();
        gateway = new TestJournal(directory.resolve("small"), 4 << 20);
        for (long messageId = 1; messageId <= 3_000; messageId += 100) {
            gateway.journal
                    .forwards()
                    .sending(LongStream.range(messageId, messageId + 100)
                            .mapToObj(ForwardsTest::forward)
                            .toList());
            gateway.clock.move(Duration.ofSeconds(1));
        }
        gateway.journal.prune();

        assertThat(gateway.journal.forwards().onTheWay())
                .hasSizeBetween(800, 1_100)
                .contains(known(3_000));
    }

    @Test
    void whatIsDecidedIsNeverOnItsWayAgain() {
        gateway.journal.forwards().refused(forward(1), "no right to post");
        gateway.journal.forwards().sending(List.of(forward(1)));

        assertThat(known(1).state()).isEqualTo(State.REFUSED);
        assertThat(known(1).reason()).isEqualTo("no right to post");
        assertThat(gateway.journal.forwards().isCopy(DESTINATION, 0)).isFalse();
    }

    @Test
    void oldRecordsAreForgotten() {
        gateway.journal.forwards().sending(List.of(forward(1)));
        gateway.clock.move(Forwards.LIFE.plusSeconds(1));
        gateway.journal.forwards().sending(List.of(forward(2)));
        gateway.journal.prune();

        assertThat(gateway.journal.forwards().find(CHANNEL, 1, DESTINATION)).isEmpty();
        assertThat(known(2)).isNotNull();
    }
}
