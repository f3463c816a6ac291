package telegramgateway.mtproto.journal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.post;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.mtproto.TestClock;

class TargetsTest {
    private static final long MAX_BYTES = 4 << 20;

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();
    private Journal journal;
    private TargetLane cache;
    private List<TargetLane> database;

    @BeforeEach
    void open() {
        journal = Journal.open(directory, MAX_BYTES, clock);
        journal.ready();
        cache = journal.targets().start("cache", 1, Long.MAX_VALUE).getFirst();
        database = journal.targets().start("database", TargetLane.COUNT, 0);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private List<MessageEvent> append(long from, int count, String text) {
        return journal.append(append -> {
            List<MessageEvent> events = new ArrayList<>();
            for (long id = from; id < from + count; id++) {
                Message message = post(CHANNEL - id % 7, id, text);
                events.add(append.append(message, MessageKind.POSTED, MessageJson.contentHash(message), null));
            }
            return events;
        });
    }

    /** Delivers everything that a lane has not had. */
    private long deliver(TargetLane lane) {
        List<MessageEvent> events =
                journal.after(lane, journal.targets().cursor(lane).position(), Integer.MAX_VALUE, Long.MAX_VALUE);
        if (!events.isEmpty()) {
            journal.targets().advance(lane, events.getLast().position(), events.size(), 0);
        }
        return events.size();
    }

    private TargetBooks books(String target) {
        return journal.targets().books().stream()
                .filter(books -> books.target().equals(target))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void booksBalanceWhileDeliveringParkingAndPassingOver() {
        List<MessageEvent> events = append(1, 10, "a");
        journal.targets().advance(cache, events.get(3).position(), 3, 1);
        journal.targets().park(cache, events.get(4), "too large");
        journal.targets().advance(cache, events.get(4).position(), 0, 0);

        assertThat(books("cache")).isEqualTo(new TargetBooks("cache", 10, 3, 1, 1, 5));
        assertThat(books("database")).isEqualTo(new TargetBooks("database", 10, 0, 0, 0, 10));
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
        assertThat(books("bus")).isEqualTo(new TargetBooks("bus", 2, 0, 0, 0, 2));
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
                .isEqualTo(new TargetCursor(events.get(4).position(), 5, 0));
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
                .isEqualTo(new TargetCursor(events.get(4).position(), 5, 0));
        assertThat(deliver(lane)).isEqualTo(events.size() - 5);
        assertThat(books("database").balanced()).isTrue();
    }

    @Test
    void aTargetBelowTheOldestEntryIsAnErrorWithACount() {
        append(1, 30, "a");
        long delivered = deliver(database.getFirst());
        deliver(database.getLast());
        deliver(cache);
        clock.move(Pruning.DELIVERED_LIFE.plusMinutes(1));
        journal.prune();

        assertThatThrownBy(() -> journal.targets().resume(database.getFirst(), 0, 0))
                .isInstanceOf(JournalGapException.class)
                .hasMessageContaining(delivered + " of the events that it lacks are no longer in the journal");
        assertThat(journal.targets().cursor(database.getFirst()).delivered()).isEqualTo(delivered);
    }

    @Test
    void entriesAreKeptForADayAfterTheSlowestTargetHadThem() {
        append(1, 30, "a");
        deliver(cache);
        clock.move(Pruning.DELIVERED_LIFE.multipliedBy(3));
        assertThat(journal.prune()).isZero();

        deliver(database.getFirst());
        deliver(database.getLast());
        clock.move(Pruning.DELIVERED_LIFE.minusMinutes(1));
        assertThat(journal.prune()).isZero();

        clock.move(Duration.ofMinutes(2));
        assertThat(journal.prune()).isEqualTo(30);
        assertThat(books("database").balanced()).isTrue();
        assertThat(journal.state().lastSequence()).isEqualTo(30);
    }

    @Test
    void aFullJournalForgetsDeliveredEntriesAtOnceAndHasRoomAgain() {
        while (!journal.isFull()) {
            append(journal.state().lastSequence() + 1, 100, "a".repeat(2_000));
        }
        journal.prune();
        assertThat(journal.isFull()).isTrue();

        deliver(cache);
        deliver(database.getFirst());
        journal.prune();
        deliver(database.getLast());
        journal.prune();

        assertThat(journal.isFull()).isFalse();
        assertThat(journal.usedBytes()).isLessThan(MAX_BYTES);
    }

    @Test
    void theRowsThatSayWhereTheJournalStandsOutliveEveryPruning() {
        List<MessageEvent> events = append(1, 10, "a");
        database.forEach(this::deliver);
        deliver(cache);
        clock.move(Duration.ofDays(40));
        journal.prune();
        JournalState state = journal.state();
        journal.close();
        journal = Journal.open(directory, MAX_BYTES, clock);

        assertThat(journal.state()).isEqualTo(state);
        assertThat(append(11, 1, "b").getFirst().previous())
                .isEqualTo(events.stream()
                        .filter(event -> event.channelId() == CHANNEL - 11 % 7)
                        .mapToLong(MessageEvent::position)
                        .max()
                        .orElseThrow());
    }

    @Test
    void messagesAreForgottenByAgeOnceEveryTargetHasThem() {
        List<MessageEvent> events = append(1, 10, "a");
        clock.move(Pruning.HEADS_LIFE.plusMinutes(1));
        append(11, 1, "a");
        journal.prune();
        assertThat(journal.notRemembered(CHANNEL - 1, List.of(1L))).isEmpty();

        database.forEach(this::deliver);
        deliver(cache);
        journal.prune();

        assertThat(journal.state().headsFloor()).isEqualTo(events.getLast().position());
        assertThat(journal.notRemembered(CHANNEL - 1, List.of(1L, 8L))).containsExactlyInAnyOrder(1L, 8L);
        assertThat(journal.notRemembered(CHANNEL - 11 % 7, List.of(11L))).isEmpty();
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
