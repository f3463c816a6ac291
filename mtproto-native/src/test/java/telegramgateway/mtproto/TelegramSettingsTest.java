package telegramgateway.mtproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.SettingsException;

class TelegramSettingsTest {
    private static TelegramSettings with(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "TELEGRAM_API_ID", "12345",
                "TELEGRAM_API_HASH", "0123456789abcdef0123456789abcdef"));
        settings.putAll(more);
        return Settings.bind(TelegramSettings.class, settings);
    }

    @Test
    void nothingByWhichTheAccountCouldBeFoundOrUsedIsSaid() {
        Map<String, String> environment = Map.of(
                "TELEGRAM_PHONE_NUMBER", "+5511999990001",
                "TELEGRAM_SESSION_KEY", "apples and pears",
                "TELEGRAM_INGESTION_BOT_TOKEN", "42:AAbbCC");

        assertThat(with(environment).toString()).doesNotContain("999990001", "pears", "AAbbCC", "0123456789abcdef");
        assertThat(Settings.bind(SessionSettings.class, environment).toString()).doesNotContain("999990001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1001", "-1,-2,-3,-4,-5,-6,-7,-8,-9,-10,-11", "@signals"})
    void chatsToKeepOpenAreAFewIdsOfChannels(String chats) {
        assertThatThrownBy(() -> with(Map.of("TELEGRAM_OPEN_CHATS", chats)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("TELEGRAM_OPEN_CHATS");
    }

    @Test
    void onlyTheUserAccountKeepsChatsOpen() {
        TelegramSettings settings =
                with(Map.of("TELEGRAM_OPEN_CHATS", "-1001, -1002", "TELEGRAM_INGESTION_BOT_TOKEN", "42:AAbbCC"));

        assertThat(settings.accounts().getFirst().openChats()).isEqualTo(List.of(-1001L, -1002L));
        assertThat(settings.accounts().getLast().openChats()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"999ms", "61m"})
    void theQuietThatIsAllowedHasLimits(String quiet) {
        assertThatThrownBy(() -> with(Map.of("TELEGRAM_QUIET_MAX", quiet)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("TELEGRAM_QUIET_MAX is not 1s to 1h");
    }
}
