package telegramgateway.mtproto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.post;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.MessageEvent;

class SharesTest {
    private static final long MAX_BYTES = 4 << 20;
    private static final long SHARE = MAX_BYTES / 4;
    private static final int CHANNELS = 7;
    private static final int EVENTS = 3_000;
    private static final int GROUP = 50;
    private static final int LIMIT = 100_000;

    @TempDir
    private Path directory;

    private TestJournal gateway;
    private TargetLane bus;

    @BeforeEach
    void open() {
        gateway = new TestJournal(directory, MAX_BYTES);
        bus = gateway.journal.targets().startWithShare("bus", Long.MAX_VALUE);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private List<MessageEvent> append(int count) {
        long from = gateway.journal.state().lastSequence() + 1;
        return gateway.append(LongStream.range(from, from + count)
                .mapToObj(id -> post(CHANNEL - id % CHANNELS, id, "a".repeat(2_000)))
                .toList());
    }

    /** More than the journal could hold, which everybody but the bus takes; never full. */
    private void passTheBus() {
        for (int i = 0; i < EVENTS; i += GROUP) {
            append(GROUP);
            gateway.deliverToAll();
            gateway.journal.prune();
            assertThat(gateway.journal.isFull()).isFalse();
        }
    }

    private List<MessageEvent> inJournal() {
        return gateway.journal.after(bus, 0, LIMIT, Long.MAX_VALUE);
    }

    private Behind behind() {
        return gateway.journal.targets().behind(bus).orElseThrow();
    }

    @Test
    void aTargetThatIsDeadKeepsItsShareAndTheJournalNeverFills() {
        passTheBus();

        long kept = inJournal().stream().mapToLong(event -> event.json().length).sum();
        assertThat(kept).isBetween(SHARE / 2, SHARE);
        assertThat(behind().events()).isEqualTo(EVENTS - inJournal().size());
        assertThat(behind().nextSequence()).isEqualTo(inJournal().getFirst().sequence());
        assertThat(gateway.books("bus")).isEqualTo(new TargetBooks("bus", EVENTS, 0, 0, 0, EVENTS, behind().events()));
    }

    @Test
    void onlyWhatTheDatabaseHasIsTakenFromATarget() {
        while (!gateway.journal.isFull()) {
            append(GROUP);
            gateway.deliver(gateway.cache);
            gateway.deliver(gateway.database.getFirst());
            gateway.journal.prune();
        }
        assertThat(gateway.journal.targets().behind(bus).map(Behind::upTo).orElse(0L))
                .isLessThanOrEqualTo(firstOf(gateway.database.getLast()) - 1);
        assertThat(gateway.journal.after(gateway.database.getLast(), 0, LIMIT, Long.MAX_VALUE))
                .hasSize((int) gateway.books("database").pending());
        assertThat(gateway.books("database").balanced()).isTrue();
    }

    private long firstOf(TargetLane lane) {
        return gateway.journal.after(lane, 0, 1, Long.MAX_VALUE).getFirst().position();
    }

    @Test
    void withoutPressureWhatTheDatabaseHadWithinADayStays() {
        append(EVENTS / 5);
        gateway.deliverToAll();
        assertThat(gateway.journal.isUnderPressure()).isFalse();
        gateway.journal.prune();
        assertThat(gateway.journal.targets().behind(bus)).isEmpty();

        gateway.clock.move(Pruning.DELIVERED_LIFE.plus(Duration.ofMinutes(11)));
        gateway.journal.prune();
        assertThat(behind().events()).isPositive();
    }

    @Test
    void whatWasOnItsWayWhenItWasPrunedIsNotAskedForAgain() {
        List<MessageEvent> onItsWay = append(GROUP);
        passTheBus();
        gateway.journal.targets().advance(bus, onItsWay.getLast().position(), GROUP, 0);

        assertThat(gateway.books("bus").balanced()).isTrue();
        assertThat(gateway.books("bus").pending()).isEqualTo(EVENTS);
    }

    @Test
    void whatIsParkedIsNotLacking() {
        List<MessageEvent> first = append(3);
        gateway.journal.targets().park(bus, first.get(0), "before");
        passTheBus();
        gateway.journal.targets().park(bus, first.get(1), "after");
        gateway.journal.targets().park(bus, first.get(1), "once more");

        assertThat(gateway.books("bus").parked()).isEqualTo(2);
        assertThat(gateway.books("bus").balanced()).isTrue();
        assertThat(gateway.journal.targets().parked("bus", 0, behind().upTo()))
                .containsExactlyInAnyOrder(first.get(0).position(), first.get(1).position());
    }

    @Test
    void aTargetWithoutItsShareHoldsNoMessagesInMemory() {
        passTheBus();
        gateway.clock.move(Pruning.HEADS_LIFE.plusMinutes(1));
        gateway.journal.prune();

        assertThat(gateway.journal.notRemembered(CHANNEL - 1, List.of(1L))).containsExactly(1L);
    }

    @Test
    void twoDeadTargetsShareWhatTheyKeep() {
        gateway.journal.targets().startWithShare("push", Long.MAX_VALUE);
        passTheBus();

        assertThat(gateway.books("push").behind())
                .isEqualTo(gateway.books("bus").behind());
        assertThat(inJournal().stream().mapToLong(event -> event.json().length).sum())
                .isLessThan(SHARE);
    }

    @Test
    void aTargetThatBeginsBeforeTheJournalLacksWhatNobodyHasCounted() {
        passTheBus();
        TargetLane late = gateway.journal.targets().startWithShare("push", 0);
        Behind lacking = gateway.journal.targets().behind(late).orElseThrow();
        assertThat(lacking.isCounted()).isFalse();
        assertThat(lacking.upTo()).isEqualTo(inJournal().getFirst().position() - 1);
        append(GROUP);
        gateway.deliverToAll();
        gateway.journal.prune();
        assertThat(gateway.journal.targets().behind(late)).contains(lacking);

        gateway.journal.targets().counted(late, behind().events());
        assertThat(gateway.books("push").balanced()).isTrue();
        assertThat(gateway.books("push").accepted()).isEqualTo(EVENTS + GROUP);
    }

    @Test
    void aTargetThatBeginsBeforeAHoleInOneLaneHasNothingOfItInTheJournal() {
        append(3 * GROUP);
        gateway.deliver(gateway.cache);
        gateway.deliver(gateway.database.getFirst());
        gateway.journal.targets().keepOnly(List.of("cache", "database"));
        while (!gateway.journal.isUnderPressure()) {
            append(GROUP);
        }
        gateway.journal.prune();
        List<MessageEvent> left = inJournal();
        TargetLane late = gateway.journal.targets().startWithShare("push", 0);
        Behind lacking = gateway.journal.targets().behind(late).orElseThrow();

        assertThat(left.size()).isLessThan((int) gateway.journal.state().lastSequence());
        long whole =
                left.stream().filter(event -> event.position() > lacking.upTo()).count();
        assertThat(whole).isEqualTo(gateway.journal.state().lastSequence() - lacking.nextSequence() + 1);
        assertThat(gateway.journal.targets().isSettled(lacking.upTo())).isFalse();
        gateway.deliverToAll();
        assertThat(gateway.journal.targets().isSettled(lacking.upTo())).isTrue();
        gateway.journal.targets().counted(late, gateway.journal.state().lastSequence() - whole);
        assertThat(gateway.books("push").balanced()).isTrue();
    }

    @Test
    void aJournalOfTheFirstFormatGoesOn() throws SQLException {
        append(3);
        gateway.close();
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("journal.db"));
                Statement statement = file.createStatement()) {
            for (String column : List.of("limited", "pruned_to", "pruned")) {
                statement.execute("ALTER TABLE cursors DROP COLUMN " + column);
            }
            for (String column : List.of("epoch", "fenced_to", "claimed", "watched", "unread_above")) {
                statement.execute("ALTER TABLE channels DROP COLUMN " + column);
            }
            for (String table : List.of("forwards", "facts", "floods")) {
                statement.execute("DROP TABLE " + table);
            }
            statement.execute("PRAGMA user_version = 1");
        }
        gateway.reopen();
        gateway.journal.targets().startWithShare("bus", Long.MAX_VALUE);
        passTheBus();

        assertThat(behind().events()).isPositive();
        assertThat(gateway.books("bus").pending()).isEqualTo(EVENTS + 3);
    }
}
