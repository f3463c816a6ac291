package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.acceptance.telegram.TelegramGateway.LIMIT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import telegramgateway.simulator.world.Post;

/** Telegram wants no more requests for a while, and the gateway is restarted meanwhile. */
class TelegramFloodIT extends TelegramScene {
    private static final String SEARCH = "messages.search";

    /** Waits of up to a minute TDLib keeps by itself. */
    private static final int SECONDS = 65;

    /** Far less than the wait. */
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(SECONDS).plus(LIMIT);

    private double floodWait() {
        return gateway.metric("telegram_flood_wait_seconds{session=\"user\"}");
    }

    @Test
    @Tag("slow")
    void theWaitOutlivesTheRestartAndThenHistoryIsReadAgain() {
        gateway.logIn(reader);
        watchAndPost();
        List<Post> posts = signals.posts(20, i -> "signal " + i);
        gateway.awaitStored(signals);
        gateway.service().close();
        telegram.tooLongAfter(1);
        posts.get(10).edit("corrected while away");
        posts.get(11).edit("and again");
        telegram.floodWait(SEARCH, 1, SECONDS);
        gateway.service().start();
        // The sweep of the start asks.
        await().atMost(LIMIT).until(() -> floodWait() > 0);
        int asked = telegram.calls(SEARCH);

        gateway.service().kill();
        gateway.service().start();
        gateway.awaitConnected();
        // Only now: else TDLib, killed before it kept what it had seen, would be told of the edit after all.
        telegram.tooLongAfter(100);
        assertThat(floodWait()).isBetween(1.0, (double) SECONDS);
        signals.posts("told all the same");
        await().atMost(AT_ONCE).until(() -> gateway.stored(signals).size() == posts.size() + 2);
        assertThat(floodWait()).isPositive();
        assertThat(gateway.stored(signals)).isNotEqualTo(TelegramGateway.posted(signals));
        assertThat(telegram.calls(SEARCH))
                .as("searches while Telegram wants quiet")
                .isEqualTo(asked);

        await().atMost(PATIENCE).until(() -> telegram.calls(SEARCH) > asked);
        gateway.awaitStored(signals);
        assertThat(gateway.metric("telegram_versions_lost_total{session=\"user\"}"))
                .isPositive();
    }
}
