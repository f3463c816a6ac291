package telegramgateway.mtproto;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.check.SettingsCheck;

class BusSettingsTest {

    @Test
    void theBusIsOffByDefault() {
        SettingsCheck.assertDefaults(
                BusSettings.class, Map.of(), new BusSettings(false, "head", true, Duration.ofDays(1)));
    }

    @Test
    void everyVariableReachesItsComponent() {
        Map<String, String> on = Map.of("RABBITMQ_ENABLED", "true", "RABBITMQ_HISTORY_MAX_AGE", "2h");
        SettingsCheck.assertBound(BusSettings.class, on, new BusSettings(true, "head", true, Duration.ofHours(2)));
        SettingsCheck.assertBound(
                BusSettings.class,
                Map.of("RABBITMQ_PUBLISHER_CONFIRMS", "false"),
                new BusSettings(false, "head", false, Duration.ofDays(1)));
    }

    @Test
    void theBusIsRefusedWithoutConfirms() {
        Map<String, String> unsafe = Map.of("RABBITMQ_ENABLED", "true", "RABBITMQ_PUBLISHER_CONFIRMS", "false");
        assertThatThrownBy(() -> Settings.bind(BusSettings.class, unsafe))
                .hasMessageContaining("set RABBITMQ_PUBLISHER_CONFIRMS=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"400d"})
    void impossibleAgesAreRefused(String age) {
        assertThatThrownBy(() -> Settings.bind(BusSettings.class, Map.of("RABBITMQ_HISTORY_MAX_AGE", age)))
                .hasMessageContaining("RABBITMQ_HISTORY_MAX_AGE is not 0s to 365d");
    }
}
