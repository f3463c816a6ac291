package telegramgateway.acceptance.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of a chat that is open TDLib asks for what Telegram does not tell by itself. */
class TelegramOpenChatIT extends TelegramScene {
    /** The simulator's first channel. */
    private static final long SIGNALS = -1_000_000_002_001L;

    @Override
    Map<String, String> settings() {
        return Map.of("TELEGRAM_OPEN_CHATS", Long.toString(SIGNALS));
    }

    @Test
    @Tag("slow")
    void ofAChatThatIsKeptOpenNothingStaysUntoldAlsoAfterARestart() throws IOException {
        assertThat(signals.chatId()).isEqualTo(SIGNALS);
        gateway.logIn(reader);
        watchAndPost();
        telegram.silently(() -> signals.posts("untold"));
        gateway.awaitStored(signals, "untold");

        gateway.service().close();
        gateway.service().start();
        gateway.awaitConnected();
        telegram.silently(() -> signals.posts("untold again"));
        gateway.awaitStored(signals, "untold again");
        assertThat(gateway.log()).doesNotContain("cannot be opened");
    }
}
