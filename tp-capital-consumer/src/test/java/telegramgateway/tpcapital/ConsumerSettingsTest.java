package telegramgateway.tpcapital;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.check.SettingsCheck;

class ConsumerSettingsTest {
    private static final String KEY = "a-key-of-the-tests";
    private static final Map<String, String> REQUIRED =
            Map.of("TP_CAPITAL_API_KEY", KEY, "TP_CAPITAL_SIGNALS_CHANNEL_ID", "*");

    @Test
    void defaults() {
        SettingsCheck.assertDefaults(
                ConsumerSettings.class,
                REQUIRED,
                new ConsumerSettings("127.0.0.1", 4005, Secret.of(KEY), List.of("*"), Duration.ofSeconds(1), 200));
    }

    @Test
    void names() {
        SettingsCheck.assertMapping(
                ConsumerSettings.class,
                Map.of(
                        "TP_CAPITAL_HOST", "0.0.0.0",
                        "TP_CAPITAL_PORT", "8080",
                        "TP_CAPITAL_API_KEY", "another-key-of-the-tests",
                        "TP_CAPITAL_SIGNALS_CHANNEL_ID", "-1001649127710,-1001744113331",
                        "TP_CAPITAL_GATEWAY_POLLING_INTERVAL_MS", "250",
                        "TP_CAPITAL_GATEWAY_BATCH_SIZE", "50"),
                REQUIRED,
                new ConsumerSettings(
                        "0.0.0.0",
                        8080,
                        Secret.of("another-key-of-the-tests"),
                        List.of("-1001649127710", "-1001744113331"),
                        Duration.ofMillis(250),
                        50));
    }

    @ParameterizedTest
    @CsvSource({
        "TP_CAPITAL_PORT, 65536",
        "TP_CAPITAL_API_KEY, short",
        "TP_CAPITAL_SIGNALS_CHANNEL_ID, tpcapital",
        "TP_CAPITAL_SIGNALS_CHANNEL_ID, 0",
        "TP_CAPITAL_SIGNALS_CHANNEL_ID, '-1001649127710,*'",
        "TP_CAPITAL_GATEWAY_POLLING_INTERVAL_MS, 49",
        "TP_CAPITAL_GATEWAY_BATCH_SIZE, 0",
        "TP_CAPITAL_GATEWAY_BATCH_SIZE, 1001",
    })
    void impossibleValuesAreRefused(String name, String value) {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.put(name, value);
        assertThatThrownBy(() -> Settings.bind(ConsumerSettings.class, environment))
                .hasMessageStartingWith("FATAL: " + name + " is ");
    }
}
