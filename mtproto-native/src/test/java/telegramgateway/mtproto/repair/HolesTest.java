package telegramgateway.mtproto.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.message.coverage.CoverageState.ABSENT;
import static telegramgateway.message.coverage.CoverageState.REFUSED;
import static telegramgateway.message.coverage.CoverageState.STORED;
import static telegramgateway.message.coverage.CoverageState.UNKNOWN;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;

class HolesTest extends RepairScene {

    private void repaired() {
        holes.look(CHANNEL);
        await().untilAsserted(() -> assertThat(ledger.states()).doesNotContainValue(UNKNOWN));
    }

    private int count(CoverageState state) {
        return Collections.frequency(ledger.states().values(), state);
    }

    @Test
    void aLargeHoleIsReadInPagesAndEveryIdIsAccountedFor() throws InterruptedException {
        telegram.has(1, 1_000);
        LongStream.rangeClosed(300, 350).forEach(telegram.messages::remove);
        telegram.messages.put(500L, "service");
        stored(1, 1_000);
        run(holes);
        repaired();

        assertThat(count(STORED)).isEqualTo(1_000 - 51 - 1);
        assertThat(count(ABSENT)).isEqualTo(51);
        assertThat(ledger.states()).containsEntry(500L, REFUSED);
        assertThat(telegram.asked).hasSize(11).contains("getChatHistory");
        assertThat(reader.found(STORED)).isEqualTo(1_000 - 51 - 1 - 2);
        assertThat(reader.found(ABSENT)).isEqualTo(51);
    }

    @Test
    void whatTdlibHasForgottenIsNotTakenForAbsent() throws InterruptedException {
        telegram.has(1, 1_000);
        telegram.forgets(300, 350);
        telegram.forgets(2, 20);
        stored(1, 1_000);
        run(holes);
        repaired();

        assertThat(count(STORED)).isEqualTo(1_000);
    }

    @Test
    void fewResultsAreNormal() throws InterruptedException {
        telegram.has(1, 400);
        telegram.pageMax = 7;
        stored(1, 400);
        run(holes);
        repaired();

        assertThat(count(STORED)).isEqualTo(400);
    }

    @Test
    void singleIdsAreAskedForTogether() throws InterruptedException {
        telegram.has(1, 199);
        telegram.messages.remove(100L);
        stored(LongStream.rangeClosed(1, 199).filter(id -> id % 2 == 1).toArray());
        run(holes);
        repaired();

        assertThat(telegram.asked).containsExactly("getMessages");
        assertThat(ledger.states()).containsEntry(100L, ABSENT);
        assertThat(count(STORED)).isEqualTo(198);
    }

    @Test
    void whatIsDeletedAtTheEndIsAbsent() throws InterruptedException {
        telegram.has(1, 10);
        stored(1, 500);
        run(holes);
        repaired();

        assertThat(count(STORED)).isEqualTo(11);
        assertThat(count(ABSENT)).isEqualTo(489);
    }

    @Test
    void theNewestMessageOfTelegramIsLookedForEvenIfNothingToldOfIt() throws InterruptedException {
        telegram.has(1, 150);
        stored(1, 2);
        run(holes);
        holes.look(CHANNEL);
        await().until(() -> count(STORED) == 150);

        assertThat(ledger.states()).doesNotContainValue(UNKNOWN);
    }

    @Test
    void ofAChannelOfWhichNothingWasTakenNothingIsAskedFor() {
        telegram.has(1, 150);
        run(holes);
        holes.look(CHANNEL);

        await().during(Duration.ofSeconds(1)).until(telegram.asked::isEmpty);
        assertThat(ledger.states()).isEmpty();
    }

    @Test
    void newerHolesComeFirstAndHistoryThatNobodyHasSeenLast() throws InterruptedException {
        telegram.has(1, 1_000);
        stored(700, 1_000);
        ledger.note(List.of(CoverageInterval.of(CHANNEL, 1, UNKNOWN)));
        run(holes);
        repaired();

        assertThat(gate.requestsFor(Purpose.HOLES)).isEqualTo(3);
        assertThat(gate.requestsFor(Purpose.BACKFILL)).isEqualTo(7);
    }

    @Test
    void aRowThatTheDatabaseHasLostComesBack() throws InterruptedException {
        telegram.has(1, 10);
        stored(LongStream.rangeClosed(1, 10).toArray());
        long before = journal.state().lastSequence();
        ledger.lost.add(5L);
        run(holes);
        holes.look(CHANNEL);
        await().until(() -> journal.state().lastSequence() == before + 1);
        ledger.lost.clear();

        assertThat(journal.newestMessage(CHANNEL)).isEqualTo(10);
    }

    @Test
    void anIdThatStaysUnknownIsNotAskedForWithoutAnEnd() throws InterruptedException {
        telegram.has(1, 10);
        stored(LongStream.rangeClosed(1, 10).toArray());
        ledger.lost.add(5L);
        run(holes);
        holes.look(CHANNEL);
        await().until(() -> telegram.asked.size() == ChannelHoles.ROUNDS_MAX);

        await().during(Duration.ofSeconds(2)).until(() -> telegram.asked.size() == ChannelHoles.ROUNDS_MAX);
    }

    @Test
    void aChannelThatCannotBeReadIsLeftAlone() throws InterruptedException {
        stored(1, 10);
        telegram.refusal = ScriptedChannel.error(400, "CHANNEL_PRIVATE");
        run(holes);
        holes.look(CHANNEL);
        await().until(() -> unreadable.contains(CHANNEL));

        await().during(Duration.ofSeconds(1)).until(() -> telegram.asked.size() == 1);
        assertThat(count(UNKNOWN)).isEqualTo(8);
    }

    @Test
    void whatFailsForNowIsAskedForAgain() throws InterruptedException {
        telegram.has(1, 10);
        stored(1, 10);
        telegram.refusal = ScriptedChannel.error(500, "Request aborted");
        run(holes);
        holes.look(CHANNEL);
        await().until(() -> telegram.asked.size() >= 2);
        telegram.refusal = null;

        await().untilAsserted(() -> assertThat(ledger.states()).doesNotContainValue(UNKNOWN));
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsAsked() throws InterruptedException {
        telegram.has(1, 10);
        stored(1, 10);
        ledger.away = true;
        run(holes);
        holes.look(CHANNEL);
        await().during(Duration.ofSeconds(1)).until(telegram.asked::isEmpty);
        ledger.away = false;

        await().untilAsserted(() -> assertThat(ledger.states()).doesNotContainValue(UNKNOWN));
    }

    @Test
    void whatWasMissedIsReadByThoseWhoReadItInOrder() throws InterruptedException {
        telegram.has(1, 10);
        stored(1, 10);
        journal.unreadAbove(CHANNEL, 1);
        run(holes);
        holes.look(CHANNEL);
        await().during(Duration.ofSeconds(1)).until(telegram.asked::isEmpty);
        journal.read(CHANNEL, 1);

        repaired();
    }
}
