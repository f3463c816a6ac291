package telegramgateway.mtproto.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.message.coverage.CoverageState.STORED;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel of which Telegram tells nothing any more is noticed, repaired, and in the end told to a person. */
class StallsTest extends RepairScene {
    private static final Duration AFTER = Duration.ofMinutes(5);
    private Stalls stalls;

    @BeforeEach
    void live() throws InterruptedException {
        telegram.has(1, 10);
        telegram.toldUpTo = 10;
        stored(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        run(holes);
        stalls = new Stalls(
                AFTER, telegram, history, historyIntake, journal, holes, _ -> true, ready::get, stopping, clock);
        stalls.told(CHANNEL);
        clock.move(Duration.ofMillis(1));
        stalls.told(CHANNEL);
        telegram.asked.clear();
    }

    private void lookAfter(Duration silence) throws InterruptedException {
        clock.move(silence);
        stalls.look(CHANNEL);
    }

    @Test
    void aChannelThatSpeaksIsNotAsked() throws InterruptedException {
        lookAfter(Duration.ofMinutes(1));
        assertThat(telegram.asked).isEmpty();
    }

    @Test
    void aChannelThatIsSilentForGoodReasonIsLeftAlone() throws InterruptedException {
        lookAfter(Duration.ofMinutes(7));
        assertThat(telegram.asked).containsExactly("searchChatMessages");
        assertThat(stalls.found()).isZero();
        assertThat(stalls.lag()).isZero();
    }

    @Test
    void whatWasKeptBackIsReadAndTheChatOpened() throws InterruptedException {
        telegram.has(11, 13);
        lookAfter(Duration.ofMinutes(7));

        assertThat(stalls.lag()).isEqualTo(3);
        assertThat(stalls.stalled()).isZero();
        assertThat(telegram.asked).contains("openChat", "closeChat").doesNotContain("setNetworkType");
        await().untilAsserted(() ->
                assertThat(ledger.states()).containsEntry(11L, STORED).containsEntry(13L, STORED));
    }

    @Test
    void aChannelThatKeepsThingsBackAgainAndAgainIsStalled() throws InterruptedException {
        for (int id = 11; id < 11 + Stalls.STALLED_FROM; id++) {
            long posted = id;
            telegram.has(posted, posted);
            lookAfter(Duration.ofMinutes(7));
            await().untilAsserted(() -> assertThat(ledger.states()).containsEntry(posted, STORED));
        }
        assertThat(telegram.asked).contains("setNetworkType");
        assertThat(stalls.stalled()).isEqualTo(1);
        assertThat(stalls.found()).isEqualTo(Stalls.STALLED_FROM);

        stalls.told(CHANNEL);
        assertThat(stalls.stalled()).isZero();
    }
}
