package telegramgateway.mtproto.journal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.post;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.database.KnownMessage;

class TargetsTest {
    private static final long MAX_BYTES = 4 << 20;

    @TempDir
    private Path directory;

    private TestJournal gateway;
    private Journal journal;
    private TargetLane cache;
    private List<TargetLane> database;

    @BeforeEach
    void open() {
        gateway = new TestJournal(directory, MAX_BYTES);
        journal = gateway.journal;
        cache = gateway.cache;
        database = gateway.database;
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private List<MessageEvent> append(long from, int count, String text) {
        return gateway.append(LongStream.range(from, from + count)
                .mapToObj(id -> post(CHANNEL - id % 7, id, text))
                .toList());
    }

    private long deliver(TargetLane lane) {
        return gateway.deliver(lane);
    }

    private TargetBooks books(String target) {
        return gateway.books(target);
    }

    @Test
    void booksBalanceWhileDeliveringParkingAndPassingOver() {
        List<MessageEvent> events = append(1, 10, "a");
        journal.targets().advance(cache, events.get(3).position(), 3, 1);
        journal.targets().park(cache, events.get(4), "too large");
        journal.targets().advance(cache, events.get(4).position(), 0, 0);

        assertThat(books("cache")).isEqualTo(new TargetBooks("cache", 10, 3, 1, 1, 5, 0));
        assertThat(books("database")).isEqualTo(new TargetBooks("database", 10, 0, 0, 0, 10, 0));
        assertThat(books("cache").balanced()).isTrue();
    }

    @Test
    void aTargetThatIsSwitchedOnLaterAnswersForWhatComesFromThenOn() {
        append(1, 10, "a");
        TargetLane late = journal.targets().start("bus", 1, Long.MAX_VALUE).getFirst();
        append(11, 2, "a");

        assertThat(journal.after(late, journal.targets().cursor(late).position(), 99, 1 << 20))
                .extracting(MessageEvent::messageId)
                .containsExactly(11L, 12L);
        assertThat(books("bus")).isEqualTo(new TargetBooks("bus", 2, 0, 0, 0, 2, 0));
    }

    @Test
    void aTargetThatIsSwitchedOffForgetsItsCursor() {
        append(1, 10, "a");
        journal.targets().keepOnly(List.of("database"));

        assertThat(journal.targets().books()).extracting(TargetBooks::target).containsExactly("database");
    }

    @Test
    void aParkedEventIsNotOfferedAgain() {
        List<MessageEvent> events = append(1, 3, "a");
        journal.targets().park(cache, events.get(1), "refused");

        assertThat(journal.after(cache, 0, 10, 1 << 20))
                .extracting(MessageEvent::messageId)
                .containsExactly(1L, 3L);
        assertThat(books("cache").balanced()).isTrue();
    }

    @Test
    void aLaneMovesAheadWhenAnAnswerWasLost() {
        append(1, 30, "a");
        TargetLane lane = database.getFirst();
        List<MessageEvent> events = journal.after(lane, 0, 100, 1 << 20);
        journal.targets().resume(lane, events.get(4).position(), 5);

        assertThat(journal.targets().cursor(lane))
                .isEqualTo(new TargetLane.Cursor(events.get(4).position(), 5, 0));
        assertThat(books("database").balanced()).isTrue();
    }

    @Test
    void aLaneGoesBackWithARestoredTarget() {
        append(1, 30, "a");
        TargetLane lane = database.getFirst();
        List<MessageEvent> events = journal.after(lane, 0, 100, 1 << 20);
        deliver(lane);
        journal.targets().resume(lane, events.get(4).position(), 5);

        assertThat(journal.targets().cursor(lane))
                .isEqualTo(new TargetLane.Cursor(events.get(4).position(), 5, 0));
        assertThat(deliver(lane)).isEqualTo(events.size() - 5);
        assertThat(books("database").balanced()).isTrue();
    }

    @Test
    void aTargetBelowTheOldestEntryIsAnErrorWithACount() {
        append(1, 30, "a");
        long delivered = deliver(database.getFirst());
        deliver(database.getLast());
        deliver(cache);
        journal.prune();
        gateway.clock.move(Pruning.DELIVERED_LIFE.plusMinutes(1));
        journal.prune();

        assertThatThrownBy(() -> journal.targets().resume(database.getFirst(), 0, 0))
                .isInstanceOf(JournalGapException.class)
                .hasMessageContaining(delivered + " of the events that it lacks are no longer in the journal");
        assertThat(journal.targets().cursor(database.getFirst()).delivered()).isEqualTo(delivered);
    }

    @Test
    void whatTheDatabaseKnowsNeverReplacesALaterState() {
        MessageEvent event = append(1, 1, "a").getFirst();
        journal.remember(List.of(new KnownMessage(CHANNEL - 1, 1, event.position() - 1, null, null, true, null)));

        assertThat(journal.<Boolean>append(
                        append -> requireNonNull(append.known(CHANNEL - 1, 1)).deleted()))
                .isFalse();
    }
}
