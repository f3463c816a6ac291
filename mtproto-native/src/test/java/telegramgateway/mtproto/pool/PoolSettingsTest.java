package telegramgateway.mtproto.pool;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.check.SettingsCheck;

class PoolSettingsTest {

    @Test
    void byDefaultPgBouncerIsNotAsked() {
        SettingsCheck.assertDefaults(PoolSettings.class, Map.of(), new PoolSettings(null, null, Duration.ofSeconds(5)));
    }

    @Test
    void everyVariableReachesItsComponent() {
        SettingsCheck.assertMapping(
                PoolSettings.class,
                Map.of(
                        "PGBOUNCER_STATS_USER", "stats",
                        "PGBOUNCER_STATS_PASSWORD", "sesame",
                        "PGBOUNCER_STATS_INTERVAL", "30s"),
                Map.of(),
                new PoolSettings("stats", Secret.of("sesame"), Duration.ofSeconds(30)));
    }

    @Test
    void aUserNeedsAPassword() {
        assertThatThrownBy(() -> Settings.bind(PoolSettings.class, Map.of("PGBOUNCER_STATS_USER", "stats")))
                .hasMessageContaining("belong together");
        assertThatThrownBy(() -> Settings.bind(PoolSettings.class, Map.of("PGBOUNCER_STATS_INTERVAL", "10ms")))
                .hasMessageContaining("not 1s to 5m");
    }
}
