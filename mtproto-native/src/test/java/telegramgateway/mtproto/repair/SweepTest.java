package telegramgateway.mtproto.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;

class SweepTest extends RepairScene {
    private Sweep sweep;

    @BeforeEach
    void startWithEverythingStored() throws InterruptedException {
        telegram.has(1, 300);
        historyIntake.submit(
                history.of(Purpose.REQUESTED, CHANNEL, ids(201, 300)).messages().reversed());
        historyIntake.submit(
                history.of(Purpose.REQUESTED, CHANNEL, ids(101, 200)).messages().reversed());
        telegram.asked.clear();
        sweep = new Sweep(
                new RepairOptions(
                        60_000,
                        Duration.ofDays(1),
                        Duration.ZERO,
                        Duration.ofHours(1),
                        100,
                        Duration.ofDays(2),
                        Duration.ZERO),
                journal,
                new Comparison(history, historyIntake, new StoredInJournal(journal), ledger, journal, "user", clock),
                _ -> true,
                ready::get,
                stopping,
                clock);
    }

    private static List<Long> ids(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList().reversed();
    }

    private Message event(long messageId) {
        return Objects.requireNonNull(new StoredInJournal(journal).events().get(messageId));
    }

    private void swept() {
        run(sweep);
        await().until(() -> sweep.compared() > 0);
    }

    @Test
    void whatIsAsItWasIsNoNews() {
        long before = journal.state().lastSequence();
        swept();

        assertThat(sweep.compared()).isEqualTo(100);
        assertThat(telegram.asked).containsExactly("searchChatMessages");
        assertThat(journal.state().lastSequence()).isEqualTo(before);
    }

    @Test
    void anEditThatNobodyToldIsAnEvent() {
        telegram.edited(250, "corrected");
        swept();

        await().until(() -> sweep.edited() == 1);
        assertThat(event(250).text()).isEqualTo("corrected");
        assertThat(sweep.versionsLost()).isEqualTo(1);
    }

    @Test
    void aDeletionThatNobodyToldIsAnEvent() {
        telegram.messages.remove(250L);
        telegram.messages.remove(300L);
        telegram.messages.remove(150L);
        swept();

        await().until(() -> sweep.deleted() == 2);
        assertThat(event(250).kind()).isEqualTo(MessageKind.DELETED);
        assertThat(event(300).kind()).isEqualTo(MessageKind.DELETED);
        assertThat(event(150).kind()).as("beyond the window").isEqualTo(MessageKind.POSTED);
    }

    @Test
    void whatTdlibOnlyRemembersIsDeletedOnceTelegramHasSaidSoTwice() {
        telegram.remembered.put(250L, "remembered");
        telegram.messages.remove(250L);
        clock.move(Duration.ofHours(1));
        swept();

        await().until(() -> sweep.deleted() == 1);
        assertThat(telegram.asked).containsExactly("searchChatMessages", "getMessages", "searchChatMessages");
    }

    @Test
    void aMessageThatNobodyHadIsAnEvent() {
        telegram.has(305, 305);
        clock.move(Duration.ofHours(1));
        swept();

        await().until(() -> sweep.missing() == 1);
        assertThat(event(305).kind()).isEqualTo(MessageKind.POSTED);
    }

    @Test
    void aChannelThatRefusesLosesNothing() {
        telegram.refusal = ScriptedChannel.error(400, "CHANNEL_PRIVATE");
        run(sweep);
        await().until(() -> !telegram.asked.isEmpty());
        telegram.refusal = null;

        await().during(Duration.ofSeconds(1)).until(() -> sweep.deleted() == 0);
    }
}
