package telegramgateway.api.clients;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;
import telegramgateway.api.http.Role;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.check.SettingsCheck;

class AccessSettingsTest {
    private static final String SECRET = "a-secret-of-the-tests-with-32-chars";

    @Test
    void defaults() {
        SettingsCheck.assertDefaults(
                AccessSettings.class,
                Map.of(),
                new AccessSettings(
                        Role.READER, null, Duration.ofHours(1), null, 6000, 20, List.of(), DataSize.ofMegabytes(1)));
    }

    @Test
    void names() {
        SettingsCheck.assertMapping(
                AccessSettings.class,
                Map.of(
                        "TELEGRAM_GATEWAY_API_KEY_ROLE", "admin",
                        "GATEWAY_CONTROL_TOKEN", "a-token-of-the-tests",
                        "TELEGRAM_GATEWAY_API_TRUST_KNOWN", "2h",
                        "TELEGRAM_GATEWAY_API_TOKEN_SECRET", SECRET,
                        "TELEGRAM_GATEWAY_API_RATE_LIMIT", "7",
                        "TELEGRAM_GATEWAY_API_LOGIN_FAILURES_MAX", "8",
                        "TELEGRAM_GATEWAY_API_CORS_ORIGINS", "https://a.example,https://b.example",
                        "TELEGRAM_GATEWAY_API_BODY_MAX", "2MB"),
                Map.of(),
                new AccessSettings(
                        Role.ADMIN,
                        Secret.of("a-token-of-the-tests"),
                        Duration.ofHours(2),
                        Secret.of(SECRET),
                        7,
                        8,
                        List.of("https://a.example", "https://b.example"),
                        DataSize.ofMegabytes(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "TELEGRAM_GATEWAY_API_KEY_ROLE, root",
        "GATEWAY_CONTROL_TOKEN, short",
        "TELEGRAM_GATEWAY_API_TRUST_KNOWN, 1s",
        "TELEGRAM_GATEWAY_API_TOKEN_SECRET, short",
        "TELEGRAM_GATEWAY_API_RATE_LIMIT, -1",
        "TELEGRAM_GATEWAY_API_LOGIN_FAILURES_MAX, 1000001",
        "TELEGRAM_GATEWAY_API_BODY_MAX, 1B",
    })
    void impossibleValuesAreRefused(String name, String value) {
        assertThatThrownBy(() -> Settings.bind(AccessSettings.class, Map.of(name, value)))
                .hasMessageStartingWith("FATAL: " + name + " is ");
    }
}
