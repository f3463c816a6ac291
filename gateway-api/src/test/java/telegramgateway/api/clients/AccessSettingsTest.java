package telegramgateway.api.clients;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.api.http.Role;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.check.SettingsCheck;

class AccessSettingsTest {

    @Test
    void defaults() {
        SettingsCheck.assertDefaults(
                AccessSettings.class, Map.of(), new AccessSettings(Role.READER, null, Duration.ofHours(1)));
    }

    @Test
    void names() {
        SettingsCheck.assertMapping(
                AccessSettings.class,
                Map.of(
                        "TELEGRAM_GATEWAY_API_KEY_ROLE", "admin",
                        "GATEWAY_CONTROL_TOKEN", "a-token-of-the-tests",
                        "TELEGRAM_GATEWAY_API_TRUST_KNOWN", "2h"),
                Map.of(),
                new AccessSettings(Role.ADMIN, Secret.of("a-token-of-the-tests"), Duration.ofHours(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "TELEGRAM_GATEWAY_API_KEY_ROLE, root",
        "GATEWAY_CONTROL_TOKEN, short",
        "TELEGRAM_GATEWAY_API_TRUST_KNOWN, 1s",
    })
    void impossibleValuesAreRefused(String name, String value) {
        assertThatThrownBy(() -> Settings.bind(AccessSettings.class, Map.of(name, value)))
                .hasMessageStartingWith("FATAL: " + name + " is ");
    }
}
