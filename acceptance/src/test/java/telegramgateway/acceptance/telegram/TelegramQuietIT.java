package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.acceptance.telegram.TelegramGateway.LIMIT;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Nothing that comes may be nothing to tell, a dead connection, or something that Telegram forgot to tell. */
class TelegramQuietIT extends TelegramScene {

    @Override
    Map<String, String> settings() {
        return Map.of("TELEGRAM_QUIET_MAX", "2s");
    }

    @Test
    @Tag("slow")
    void aFreshGatewayIsHealthyAndSaysThatNothingIsRegistered() throws IOException {
        gateway.logIn(reader);
        JsonNode health = gateway.get("/health");
        assertThat(health.path("watchedChannels").asInt(-1)).isZero();
        assertThat(health.path("hint").asString()).contains("bin/channels add @NAME");
        gateway.watch(signals, "signals");
        assertThat(gateway.get("/health").path("watchedChannels").asInt()).isEqualTo(1);
        assertThat(gateway.get("/health").has("hint")).isFalse();
        assertThat(gateway.log()).doesNotContain("TDLib did not take");
    }

    @Test
    void whatTelegramForgotToTellIsAskedFor() {
        gateway.logIn(reader);
        watchAndPost();
        telegram.silently(() -> signals.posts("untold"));

        gateway.awaitStored(signals);
        assertThat(telegram.calls("help.getNearestDc")).isPositive();
    }

    @Test
    @Tag("slow")
    void aConnectionOnWhichNothingComesAnyMoreCountsAsLostAndComesBack() throws IOException {
        gateway.logIn(reader);
        watchAndPost();
        gateway.simulator.fallsSilent();
        signals.posts(50, i -> "unheard " + i);
        await().atMost(LIMIT).until(() -> gateway.look("/health").status() == 503);
        assertThat(gateway.get("/health").path("error").asString()).isEqualTo("Connection lost to Telegram servers");
        assertThat(gateway.metric("telegram_connection_status")).isZero();
        assertThat(gateway.log()).contains("Nothing came from Telegram for", "Telegram disconnected");
        gateway.simulator.speaksAgain();

        gateway.awaitConnected();
        gateway.awaitStored(signals);
    }
}
