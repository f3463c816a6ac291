package telegramgateway.mtproto.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.message.coverage.CoverageState.UNKNOWN;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.mtproto.decode.ConnectionState;

/** What makes the repair look: each of these alone, long before the next check of all channels. */
class RepairTest extends RepairScene {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private Repair repair;

    @BeforeEach
    void startWithEverythingKnownFromTheFourthOn() throws InterruptedException {
        telegram.has(1, 10);
        stored(4, 5, 6, 7, 8, 9, 10);
        repair = new Repair(
                new RepairOptions(
                        60_000,
                        Duration.ofDays(1),
                        Duration.ZERO,
                        Duration.ZERO,
                        200,
                        Duration.ofDays(2),
                        Duration.ZERO),
                new Repair.Reader("user", false, ready::get, _ -> true, _ -> false),
                telegram,
                journal,
                intake,
                ledger,
                (_, _, _, _) -> List.of(),
                ledger::note,
                stopping,
                clock);
        repair.workers().values().forEach(this::run);
        repair.opened();
        // The look of the start.
        await().atMost(START_LIMIT).until(() -> telegram.chatsAsked() > 1);
        await().during(Duration.ofMillis(500)).until(telegram.asked::isEmpty);
    }

    private void awaitRepaired(long newest) {
        await().untilAsserted(
                        () -> assertThat(ledger.states()).containsKey(newest).doesNotContainValue(UNKNOWN));
    }

    @Test
    void aLiveMessageWhoseIdHasJumped() throws InterruptedException {
        telegram.has(11, 15);
        repair.posted(CHANNEL, 15);
        stored(15);

        awaitRepaired(15);
        assertThat(telegram.asked).containsExactly("getMessages");
    }

    @Test
    void aLiveMessageInOrderDoesNot() throws InterruptedException {
        telegram.has(11, 11);
        repair.posted(CHANNEL, 11);
        stored(11);

        await().during(Duration.ofSeconds(1)).until(telegram.asked::isEmpty);
    }

    @Test
    void aConnectionThatHasBeenUpdated() {
        telegram.has(11, 15);
        repair.connection(ConnectionState.CONNECTING);
        repair.connection(ConnectionState.UPDATING);
        repair.connection(ConnectionState.READY);

        awaitRepaired(15);
    }

    @Test
    void aSessionThatWasOpened() {
        telegram.has(11, 15);
        repair.opened();

        awaitRepaired(15);
    }

    @Test
    void aChannelOfWhichTdlibHasPassedOverMessages() {
        telegram.has(11, 15);
        repair.mayBeAboveNewest(CHANNEL);

        awaitRepaired(15);
        assertThat(repair.requests(Purpose.MISSED)).isPositive();
    }

    @Test
    void aChannelThatTheAccountHasJoined() {
        telegram.has(11, 15);
        repair.joined(CHANNEL);

        awaitRepaired(15);
    }

    @Test
    void aChannelThatWasRegistered() throws InterruptedException {
        telegram.has(11, 15);
        stored(15);
        repair.registered(CHANNEL, Optional.empty());

        awaitRepaired(15);
    }

    @Test
    void theHistoryThatIsWantedOfAChannelThatWasRegistered() {
        repair.registered(CHANNEL, Optional.of(CoverageInterval.of(CHANNEL, 2, 3, UNKNOWN)));

        awaitRepaired(2);
        assertThat(ledger.states()).doesNotContainKey(1L);
    }

    @Test
    void theNextCheckOfAllChannels() {
        telegram.has(11, 15);
        clock.move(Duration.ofDays(1));

        awaitRepaired(15);
    }

    @Test
    void aPersonsRequestKnowsOfNothingBelowWhatItAskedFor() throws InterruptedException {
        telegram.has(20, 200);
        telegram.messages.remove(150L);
        telegram.messages.remove(95L);

        assertThat(repair.read(CHANNEL, 99, 1_000)).hasValue(new HistoryRead(100, 100, 200));
        assertThat(ledger.states()).doesNotContainKey(205L);
        assertThat(ledger.states().get(95L)).isEqualTo(UNKNOWN);
        // The second is for id 150.
        assertThat(repair.requests(Purpose.REQUESTED)).isEqualTo(2);
    }
}
