package telegramgateway.mtproto.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.check.SettingsCheck;

class MediaSettingsTest {

    @Test
    void nothingIsFetchedByDefault() {
        MediaSettings defaults =
                new MediaSettings("none", DataSize.ofMegabytes(20), null, DataSize.ofGigabytes(10), Duration.ofDays(1));
        SettingsCheck.assertDefaults(MediaSettings.class, Map.of(), defaults);
        assertThat(defaults.enabled()).isFalse();
        assertThat(defaults.directoryIn(Path.of("/data"))).isEqualTo(Path.of("/data/media"));
    }

    @Test
    void everyVariableReachesItsComponent() {
        SettingsCheck.assertMapping(
                MediaSettings.class,
                Map.of(
                        "TELEGRAM_MEDIA", "photo,document",
                        "TELEGRAM_MEDIA_MAX_SIZE", "1MB",
                        "TELEGRAM_MEDIA_DIR", "/media",
                        "TELEGRAM_MEDIA_MAX_TOTAL", "1GB",
                        "TELEGRAM_MEDIA_HISTORY_MAX_AGE", "0s"),
                Map.of(),
                new MediaSettings(
                        "photo,document",
                        DataSize.ofMegabytes(1),
                        Path.of("/media"),
                        DataSize.ofGigabytes(1),
                        Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "TELEGRAM_MEDIA,pictures",
        "TELEGRAM_MEDIA_MAX_SIZE,1B",
        "TELEGRAM_MEDIA_MAX_SIZE,5GB",
        "TELEGRAM_MEDIA_MAX_TOTAL,1KB",
        "TELEGRAM_MEDIA_HISTORY_MAX_AGE,366d"
    })
    void whatMakesNoSenseIsRefusedByName(String name, String value) {
        assertThatThrownBy(() -> Settings.bind(MediaSettings.class, Map.of(name, value)))
                .hasMessageContaining(name);
    }
}
