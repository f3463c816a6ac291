package telegramgateway.mtproto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.SENT;
import static telegramgateway.mtproto.TestMessages.post;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.database.KnownMessage;

class PruningTest {
    private static final long MAX_BYTES = 4 << 20;
    private static final int CHANNELS = 7;

    @TempDir
    private Path directory;

    private TestJournal gateway;

    @BeforeEach
    void open() {
        gateway = new TestJournal(directory, MAX_BYTES);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private List<MessageEvent> append(long from, int count, String text) {
        return append(from, count, text, CHANNELS);
    }

    private List<MessageEvent> append(long from, int count, String text, int channels) {
        return gateway.append(LongStream.range(from, from + count)
                .mapToObj(id -> post(CHANNEL - id % channels, id, text))
                .toList());
    }

    @Test
    void entriesAreKeptForADayAfterTheSlowestTargetHadThem() {
        append(1, 30, "a");
        gateway.deliver(gateway.cache);
        gateway.clock.move(Pruning.DELIVERED_LIFE.multipliedBy(3));
        assertThat(gateway.journal.prune()).isZero();

        gateway.deliver(gateway.database.getFirst());
        gateway.deliver(gateway.database.getLast());
        gateway.clock.move(Duration.ofMinutes(10));
        gateway.journal.prune();
        gateway.clock.move(Pruning.DELIVERED_LIFE.minusMinutes(1));
        assertThat(gateway.journal.prune()).isZero();

        gateway.clock.move(Duration.ofMinutes(2));
        assertThat(gateway.journal.prune()).isEqualTo(30);
        assertThat(gateway.books("database").balanced()).isTrue();
        assertThat(gateway.journal.state().lastSequence()).isEqualTo(30);
    }

    @Test
    void aFullJournalForgetsDeliveredEntriesAtOnceAndHasRoomAgain() {
        while (!gateway.journal.isFull()) {
            append(gateway.journal.state().lastSequence() + 1, 100, "a".repeat(2_000));
        }
        gateway.journal.prune();
        assertThat(gateway.journal.isFull()).isTrue();

        gateway.deliver(gateway.cache);
        gateway.deliver(gateway.database.getFirst());
        gateway.journal.prune();
        gateway.deliver(gateway.database.getLast());
        gateway.journal.prune();

        assertThat(gateway.journal.isFull()).isFalse();
        assertThat(gateway.journal.usedBytes()).isLessThan(MAX_BYTES);
    }

    @Test
    void theRowsThatSayWhereTheJournalStandsOutliveEveryPruning() {
        List<MessageEvent> events = append(1, 10, "a");
        gateway.database.forEach(gateway::deliver);
        gateway.deliver(gateway.cache);
        gateway.clock.move(Duration.ofDays(40));
        gateway.journal.prune();
        JournalState state = gateway.journal.state();
        gateway.reopen();

        assertThat(gateway.journal.state()).isEqualTo(state);
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
        gateway.clock.move(Pruning.HEADS_LIFE.plusMinutes(1));
        append(11, 1, "a");
        gateway.journal.prune();
        assertThat(gateway.journal.notRemembered(CHANNEL - 1, List.of(1L))).isEmpty();

        gateway.database.forEach(gateway::deliver);
        gateway.deliver(gateway.cache);
        gateway.journal.prune();

        assertThat(gateway.journal.state().headsFloor())
                .isEqualTo(events.getLast().position());
        assertThat(gateway.journal.notRemembered(CHANNEL - 1, List.of(1L, 8L))).containsExactlyInAnyOrder(1L, 8L);
        assertThat(gateway.journal.notRemembered(CHANNEL - 11 % 7, List.of(11L)))
                .isEmpty();
    }

    @Test
    void aLaneWithoutChannelsHoldsNothingBack() {
        List<MessageEvent> events = append(1, 10, "a", 1);
        gateway.deliverToAll();
        gateway.clock.move(Pruning.HEADS_LIFE.plusMinutes(1));
        gateway.journal.prune();

        assertThat(gateway.journal.state().headsFloor())
                .isEqualTo(events.getLast().position());
    }

    @Test
    void aLaneThatHasNotDeliveredHoldsItsMessagesBack() {
        List<MessageEvent> events = append(1, 10, "a", 1);
        TargetLane lane = gateway.database.get(TargetLane.of(CHANNEL));
        gateway.deliver(gateway.cache);
        gateway.journal.targets().advance(lane, events.get(3).position(), 4, 0);
        gateway.clock.move(Pruning.HEADS_LIFE.plusMinutes(1));
        gateway.journal.prune();

        assertThat(gateway.journal.state().headsFloor()).isEqualTo(events.get(3).position());
    }

    @Test
    void rememberedMessagesNeverFillASmallJournal() {
        long head = append(80_001, 1, "a", 1).getFirst().position();
        gateway.deliverToAll();
        gateway.journal.remember(LongStream.rangeClosed(1, 80_000)
                .mapToObj(id -> new KnownMessage(CHANNEL, id, head - 80_001 + id, SENT, SENT, false, new byte[16]))
                .toList());
        assertThat(gateway.journal.isFull()).isTrue();
        gateway.journal.prune();

        assertThat(gateway.journal.usedBytes()).isLessThan(MAX_BYTES / 3);
        assertThat(gateway.journal.notRemembered(CHANNEL, List.of(1L, 79_999L))).containsExactly(1L);
    }

    @Test
    void whatWasDeliveredLastIsForgottenAlthoughItsTargetsThenIdle() {
        append(1, 5, "a");
        gateway.deliverToAll();
        gateway.journal.prune();
        gateway.clock.move(Duration.ofMinutes(3));
        append(6, 5, "a");
        gateway.deliverToAll();
        gateway.journal.prune();
        gateway.clock.move(Duration.ofMinutes(10));
        gateway.journal.prune();
        gateway.clock.move(Pruning.DELIVERED_LIFE.plusMinutes(1));

        assertThat(gateway.journal.prune()).isEqualTo(10);
    }
}
