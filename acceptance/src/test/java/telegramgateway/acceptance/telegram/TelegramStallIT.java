package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.acceptance.telegram.TelegramGateway.LIMIT;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connected is not healthy: Telegram may stop telling of a channel, and nothing else would notice. */
class TelegramStallIT extends TelegramScene {
    @Override
    Map<String, String> settings() {
        return Map.of("TELEGRAM_STALL_AFTER", "10s", "TELEGRAM_SWEEP", "0s", "COVERAGE_CHECK", "1d");
    }

    @Test
    void aChannelOfWhichTelegramTellsNothingIsAskedForItsNewestMessage() {
        gateway.logIn(reader);
        watchAndPost();
        signals.posts("the second, so that it is known how often something comes");
        gateway.awaitStored(signals);
        telegram.silently(() -> signals.posts(5, i -> "untold " + i));

        gateway.awaitStored(signals);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(gateway.metric("telegram_kept_back_total{session=\"user\"}"))
                        .isPositive());
        assertThat(gateway.coverage(signals)).doesNotContainValue("unknown");
    }
}
