package telegramgateway.mtproto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.post;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.mtproto.journal.Facts.Fact;

class FactsTest {
    private static final TargetLane LANE = new TargetLane(Facts.TARGET, TargetLane.of(CHANNEL));
    private static final TargetLane OTHER_LANE = new TargetLane(Facts.TARGET, 1 - LANE.lane());

    /** Of which a journal keeps 512 facts. */
    private static final long SMALL = 1 << 20;

    @TempDir
    private Path directory;

    private TestJournal gateway;

    @BeforeEach
    void open() {
        gateway = new TestJournal(directory, SMALL);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private static CoverageInterval absent(long lo, long hi) {
        return CoverageInterval.of(CHANNEL, lo, hi, CoverageState.ABSENT);
    }

    private static CoverageInterval refused(long id, String reason) {
        return new CoverageInterval(CHANNEL, id, id, CoverageState.REFUSED, reason);
    }

    private void note(CoverageInterval... facts) {
        gateway.journal.facts().note(List.of(facts));
    }

    private void note(long from, int count) {
        gateway.journal
                .facts()
                .note(LongStream.range(from, from + count)
                        .mapToObj(id -> absent(id * 2, id * 2))
                        .toList());
    }

    private List<Fact> all() {
        return gateway.journal.facts().after(LANE, 0, Integer.MAX_VALUE);
    }

    private List<CoverageInterval> intervals() {
        return all().stream().map(Fact::interval).toList();
    }

    private void databaseTakesAll() {
        gateway.journal.targets().advance(LANE, gateway.journal.state().lastPosition(), 0, 0);
    }

    @Test
    void areThereAfterARestartInTheirOrder() {
        note(absent(5, 9));
        note(refused(3, "service_message"));
        gateway.reopen();

        assertThat(intervals()).containsExactly(absent(5, 9), refused(3, "service_message"));
        assertThat(gateway.journal.facts().after(LANE, all().getFirst().position(), 10))
                .containsExactly(all().getLast());
        assertThat(gateway.journal.facts().after(LANE, 0, 1)).containsExactly(all().getFirst());
        assertThat(gateway.journal.facts().after(OTHER_LANE, 0, 10)).isEmpty();
    }

    @Test
    void standAmongTheEventsAndNoBookCountsThem() {
        long before = gateway.append(List.of(post(CHANNEL, 1, "a"))).getFirst().position();
        note(absent(2, 2));
        long after = gateway.append(List.of(post(CHANNEL, 3, "b"))).getFirst().position();

        assertThat(all())
                .singleElement()
                .satisfies(fact -> assertThat(fact.position()).isBetween(before + 1, after - 1));
        assertThat(gateway.journal.state().lastSequence()).isEqualTo(2);
        gateway.deliverToAll();
        assertThat(gateway.books("database").balanced()).isTrue();
        assertThat(gateway.books("database").delivered()).isEqualTo(2);
    }

    @Test
    void wakeWhoWaitsForMore() throws InterruptedException {
        long before = gateway.journal.state().lastPosition();
        note(absent(2, 2));
        gateway.journal.awaitBeyond(before, Duration.ofMinutes(1));
        assertThat(gateway.journal.state().lastPosition())
                .isEqualTo(all().getLast().position());
    }

    @Test
    void ofOneCallAreJoined() {
        note(absent(1, 3), refused(2, "b"), refused(2, "a"), absent(4, 6));
        assertThat(intervals()).containsExactly(absent(1, 1), refused(2, "b"), absent(3, 6));
    }

    @Test
    void ofChatsWhoseIdsAreNotDenseAreLeftOut() {
        long basicGroup = -4_000_000;
        long before = gateway.journal.state().lastPosition();
        note(CoverageInterval.of(basicGroup, 1, 9, CoverageState.ABSENT));
        assertThat(gateway.journal.state().lastPosition()).isEqualTo(before);
        assertThatThrownBy(() -> note(CoverageInterval.of(CHANNEL, 1, 9, CoverageState.RETIRED)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noteNothingWhenTooManyWait() {
        note(1, 512);
        assertThatThrownBy(() -> note(absent(5_000, 5_000)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("512");
        assertThat(all()).hasSize(512);
        gateway.append(List.of(post(CHANNEL, 1, "events find room")));

        databaseTakesAll();
        note(absent(5_000, 5_000));
        assertThat(all().getLast().interval()).isEqualTo(absent(5_000, 5_000));
    }

    @Test
    void areForgottenADayAfterTheDatabaseHadThem() {
        note(1, 10);
        gateway.clock.move(Pruning.DELIVERED_LIFE.multipliedBy(2));
        gateway.journal.prune();
        assertThat(all()).hasSize(10);

        databaseTakesAll();
        gateway.clock.move(Duration.ofMinutes(10));
        gateway.journal.prune();
        gateway.clock.move(Pruning.DELIVERED_LIFE.minusMinutes(1));
        gateway.journal.prune();
        assertThat(all()).hasSize(10);

        gateway.clock.move(Duration.ofMinutes(2));
        gateway.journal.prune();
        assertThat(all()).isEmpty();
    }

    @Test
    void areGivenAgainByAJournalThatBeginsAnew() {
        note(absent(1, 3));
        databaseTakesAll();
        gateway.journal.renew(gateway.journal.state().lastPosition() + 1_000, Facts.TARGET);
        gateway.journal.ready();

        long cursor = gateway.journal.targets().cursor(LANE).position();
        assertThat(gateway.journal.facts().after(LANE, cursor, 10)).hasSize(1);
        note(absent(7, 7));
        assertThat(all().getLast().position())
                .isGreaterThan(gateway.journal.state().startPosition());
    }
}
