package telegramgateway.mtproto;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.check.SettingsCheck;

class RepairSettingsTest {

    @Test
    void defaults() {
        SettingsCheck.assertDefaults(
                RepairSettings.class,
                Map.of(),
                new RepairSettings(
                        60,
                        Duration.ofMinutes(5),
                        "none",
                        Duration.ofHours(1),
                        200,
                        Duration.ofDays(2),
                        Duration.ofMinutes(5)));
    }

    @Test
    void everyVariableReachesItsComponent() {
        SettingsCheck.assertMapping(
                RepairSettings.class,
                Map.of(
                        "TELEGRAM_HISTORY_PER_MINUTE", "6000",
                        "COVERAGE_CHECK", "10s",
                        "TELEGRAM_BACKFILL", "30d",
                        "TELEGRAM_SWEEP", "0s",
                        "TELEGRAM_SWEEP_MESSAGES", "300",
                        "TELEGRAM_SWEEP_AGE", "1h",
                        "TELEGRAM_STALL_AFTER", "1m"),
                Map.of(),
                new RepairSettings(
                        6_000,
                        Duration.ofSeconds(10),
                        "30d",
                        Duration.ZERO,
                        300,
                        Duration.ofHours(1),
                        Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "TELEGRAM_HISTORY_PER_MINUTE, 0",
        "TELEGRAM_HISTORY_PER_MINUTE, 60001",
        "COVERAGE_CHECK, 999ms",
        "COVERAGE_CHECK, 25h",
        "TELEGRAM_BACKFILL, some",
        "TELEGRAM_BACKFILL, 36501d",
        "TELEGRAM_SWEEP, 9s",
        "TELEGRAM_SWEEP, 8d",
        "TELEGRAM_SWEEP_MESSAGES, 99",
        "TELEGRAM_SWEEP_MESSAGES, 2001",
        "TELEGRAM_SWEEP_AGE, 59s",
        "TELEGRAM_SWEEP_AGE, 366d",
        "TELEGRAM_STALL_AFTER, 9s",
        "TELEGRAM_STALL_AFTER, 7h"
    })
    void whatIsOutOfRangeIsRefused(String name, String value) {
        assertThatThrownBy(() -> Settings.bind(RepairSettings.class, Map.of(name, value)))
                .hasMessageContaining(name);
    }
}
