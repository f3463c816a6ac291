package telegramgateway.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.check.SettingsCheck;

class ApiSettingsTest {
    private static final String KEY = "a-key-of-the-tests";
    private static final Map<String, String> REQUIRED = Map.of("TELEGRAM_GATEWAY_API_KEY", KEY);

    @Test
    void defaults() {
        SettingsCheck.assertDefaults(
                ApiSettings.class, REQUIRED, new ApiSettings("127.0.0.1", 4010, Secret.of(KEY), 1000));
    }

    @Test
    void names() {
        SettingsCheck.assertMapping(
                ApiSettings.class,
                Map.of(
                        "TELEGRAM_GATEWAY_API_HOST", "0.0.0.0",
                        "TELEGRAM_GATEWAY_API_PORT", "8080",
                        "TELEGRAM_GATEWAY_API_KEY", "another-key-of-the-tests",
                        "TELEGRAM_GATEWAY_API_WAITING_MAX", "7"),
                REQUIRED,
                new ApiSettings("0.0.0.0", 8080, Secret.of("another-key-of-the-tests"), 7));
    }

    @ParameterizedTest
    @CsvSource({
        "TELEGRAM_GATEWAY_API_PORT, -1",
        "TELEGRAM_GATEWAY_API_KEY, short",
        "TELEGRAM_GATEWAY_API_WAITING_MAX, 0",
        "TELEGRAM_GATEWAY_API_WAITING_MAX, 5001",
    })
    void impossibleValuesAreRefused(String name, String value) {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.put(name, value);
        assertThatThrownBy(() -> Settings.bind(ApiSettings.class, environment))
                .hasMessageStartingWith("FATAL: " + name + " is ");
    }
}
