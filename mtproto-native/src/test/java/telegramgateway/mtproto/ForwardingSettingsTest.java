package telegramgateway.mtproto;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.check.SettingsCheck;

class ForwardingSettingsTest {

    @Test
    void defaults() {
        SettingsCheck.assertDefaults(
                ForwardingSettings.class, Map.of(), new ForwardingSettings(null, 20, Duration.ofDays(1)));
    }

    @Test
    void everyVariableReachesItsComponent() {
        SettingsCheck.assertMapping(
                ForwardingSettings.class,
                Map.of(
                        "TELEGRAM_DESTINATION_CHANNEL_ID", "-1001234567890",
                        "TELEGRAM_FORWARDS_PER_MINUTE", "5",
                        "TELEGRAM_FORWARD_HISTORY_MAX_AGE", "0s"),
                Map.of(),
                new ForwardingSettings(-1_001_234_567_890L, 5, Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "TELEGRAM_DESTINATION_CHANNEL_ID, 1234",
        "TELEGRAM_FORWARDS_PER_MINUTE, 0",
        "TELEGRAM_FORWARDS_PER_MINUTE, 1001",
        "TELEGRAM_FORWARD_HISTORY_MAX_AGE, 366d"
    })
    void whatIsOutOfRangeIsRefused(String name, String value) {
        assertThatThrownBy(() -> Settings.bind(ForwardingSettings.class, Map.of(name, value)))
                .hasMessageContaining(name);
    }
}
