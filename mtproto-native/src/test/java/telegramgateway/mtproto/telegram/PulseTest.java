package telegramgateway.mtproto.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import telegramgateway.mtproto.LogLines;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.node.ObjectNode;

class PulseTest {
    private static final Duration QUIET_MAX = Duration.ofMinutes(2);

    private final TestClock clock = new TestClock();
    private final List<String> asked = new ArrayList<>();
    private final List<Boolean> verdicts = new ArrayList<>();
    private boolean up = true;
    private boolean dead;
    private @Nullable Instant lastUpdateAt;
    private final Pulse pulse = new Pulse(
            () -> up, () -> lastUpdateAt, this::telegram, verdicts::add, QUIET_MAX, new CountDownLatch(1), clock);

    private ObjectNode telegram(ObjectNode request, Duration deadline) {
        asked.add(request.path("@type").asString());
        if (dead && asked.getLast().equals("testNetwork")) {
            throw new SessionException("no answer within " + deadline.toSeconds() + " s", "");
        }
        return TdLibrary.request("ok");
    }

    private void after(Duration time) {
        clock.move(time);
        pulse.look();
    }

    @Test
    void nobodyIsAskedWhileUpdatesCome() {
        for (int i = 0; i < 10; i++) {
            lastUpdateAt = clock.instant();
            after(QUIET_MAX.minusMillis(1));
        }

        assertThat(asked).isEmpty();
    }

    @Test
    void whoIsQuietIsAskedAndWhatHeDidNotTellIsFetchedAndAnAnswerIsEnoughForAWhile() {
        after(QUIET_MAX);
        assertThat(asked).containsExactly("testNetwork", "testGetDifference");
        after(QUIET_MAX.minusMillis(1));
        assertThat(asked).hasSize(2);
        after(Duration.ofMillis(1));

        assertThat(asked).hasSize(4);
        assertThat(verdicts).isEmpty();
    }

    @Test
    void whoDoesNotAnswerIsAskedAgainAtEachLookUntilHeDoesAndItIsSaidOnce() {
        dead = true;
        try (LogLines log = LogLines.of(Pulse.class)) {
            after(QUIET_MAX);
            after(Duration.ofSeconds(1));
            assertThat(log.texts())
                    .containsExactly("WARN Nothing came from Telegram for 120 s, and it does not answer:"
                            + " no answer within 15 s");
        }
        assertThat(asked).containsExactly("testNetwork", "setNetworkType", "testNetwork", "setNetworkType");
        dead = false;
        after(Duration.ofSeconds(1));

        assertThat(verdicts).containsExactly(false, false, true);
        after(Duration.ofSeconds(1));
        assertThat(verdicts).hasSize(3);
    }

    @Test
    void aSessionOfWhichItIsKnownThatItIsDownIsLeftAlone() {
        up = false;
        after(QUIET_MAX.multipliedBy(2));
        assertThat(asked).isEmpty();
        up = true;
        after(QUIET_MAX.minusMillis(1));

        assertThat(asked).isEmpty();
    }
}
