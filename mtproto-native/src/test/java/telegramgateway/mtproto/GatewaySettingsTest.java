package telegramgateway.mtproto;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.check.SettingsCheck;

class GatewaySettingsTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final Map<String, String> REQUIRED = Map.of("GATEWAY_CONTROL_TOKEN", TOKEN);

    @Test
    void defaults() {
        SettingsCheck.assertDefaults(
                GatewaySettings.class,
                REQUIRED,
                new GatewaySettings(
                        "127.0.0.1",
                        4006,
                        Secret.of(TOKEN),
                        Path.of("/var/lib/telegram-gateway"),
                        true,
                        DataSize.ofGigabytes(4),
                        DataSize.ofGigabytes(2),
                        25));
    }

    @Test
    void everyVariableReachesItsComponent() {
        SettingsCheck.assertMapping(
                GatewaySettings.class,
                Map.of(
                        "GATEWAY_BIND", "0.0.0.0",
                        "GATEWAY_PORT", "4106",
                        "GATEWAY_CONTROL_TOKEN", TOKEN + TOKEN,
                        "GATEWAY_DATA_DIR", "/srv/gateway",
                        "GATEWAY_CACHE", "false",
                        "GATEWAY_IMPORT_MAX_SIZE", "100MB",
                        "JOURNAL_MAX_SIZE", "64MB",
                        "JOURNAL_TARGET_SHARE", "10"),
                REQUIRED,
                new GatewaySettings(
                        "0.0.0.0",
                        4106,
                        Secret.of(TOKEN + TOKEN),
                        Path.of("/srv/gateway"),
                        false,
                        DataSize.ofMegabytes(100),
                        DataSize.ofMegabytes(64),
                        10));
    }

    @ParameterizedTest
    @CsvSource({
        "GATEWAY_PORT, 70000, GATEWAY_PORT is 70000",
        "GATEWAY_CONTROL_TOKEN, short, GATEWAY_CONTROL_TOKEN is shorter than 16 characters",
        "GATEWAY_IMPORT_MAX_SIZE, 1B, GATEWAY_IMPORT_MAX_SIZE is not between 1KB and 1TB",
        "GATEWAY_IMPORT_MAX_SIZE, 2TB, GATEWAY_IMPORT_MAX_SIZE is not between 1KB and 1TB",
        "JOURNAL_MAX_SIZE, 1MB, JOURNAL_MAX_SIZE is not between 4MB and 1TB",
        "JOURNAL_MAX_SIZE, 2TB, JOURNAL_MAX_SIZE is not between 4MB and 1TB",
    })
    void impossibleValuesAreRefused(String name, String value, String message) {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.put(name, value);

        assertThatThrownBy(() -> Settings.bind(GatewaySettings.class, environment))
                .hasMessageContaining(message);
    }
}
