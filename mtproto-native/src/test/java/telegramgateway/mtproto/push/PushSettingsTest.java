package telegramgateway.mtproto.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
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

class PushSettingsTest {
    private static final String ENDPOINT = "http://localhost:4005/ingest";
    private static final String TOKEN = "0123456789abcdef";

    private static PushSettings bind(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>(Map.of("API_ENDPOINT", ENDPOINT, "API_SECRET_TOKEN", TOKEN));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Settings.bind(PushSettings.class, environment);
    }

    @Test
    void nothingIsPushedByDefault() {
        SettingsCheck.assertDefaults(
                PushSettings.class,
                Map.of(),
                new PushSettings(
                        null,
                        "head",
                        null,
                        Duration.ofSeconds(10),
                        Duration.ofDays(1),
                        3,
                        Duration.ofSeconds(5),
                        null));
    }

    @Test
    void everyVariableReachesItsComponent() {
        SettingsCheck.assertMapping(
                PushSettings.class,
                Map.of(
                        "API_ENDPOINT", ENDPOINT + ",https://other.example/ingest",
                        "API_START", "oldest",
                        "API_SECRET_TOKEN", TOKEN,
                        "API_TIMEOUT", "2s",
                        "API_HISTORY_MAX_AGE", "2h",
                        "MAX_RETRY_ATTEMPTS", "4",
                        "RETRY_DELAY_MS", "100",
                        "FAILURE_QUEUE_PATH", "/tmp/queue.jsonl"),
                Map.of(),
                new PushSettings(
                        List.of(URI.create(ENDPOINT), URI.create("https://other.example/ingest")),
                        "oldest",
                        Secret.of(TOKEN),
                        Duration.ofSeconds(2),
                        Duration.ofHours(2),
                        4,
                        Duration.ofMillis(100),
                        Path.of("/tmp/queue.jsonl")));
    }

    @Test
    void anEndpointNeedsAToken() {
        assertThatThrownBy(() -> bind("API_SECRET_TOKEN", ""))
                .hasMessageContaining("FATAL: API_SECRET_TOKEN is required");
    }

    @ParameterizedTest
    @CsvSource({
        "API_SECRET_TOKEN, short, API_SECRET_TOKEN is shorter than 16",
        "API_SECRET_TOKEN, with a space in it and long, API_SECRET_TOKEN holds what a header cannot",
        "API_ENDPOINT, localhost:4005, API_ENDPOINT is no address",
        "API_ENDPOINT, http://user:secret@localhost/ingest, API_ENDPOINT holds a password",
        "API_START, yesterday, API_START is none of head",
        "API_TIMEOUT, 1ms, API_TIMEOUT is not 100ms to 1m",
        "API_HISTORY_MAX_AGE, 400d, API_HISTORY_MAX_AGE is not 0s to 365d",
        "MAX_RETRY_ATTEMPTS, 11, MAX_RETRY_ATTEMPTS is not 0 to 10",
        "RETRY_DELAY_MS, 0, RETRY_DELAY_MS is not 1 to 60000"
    })
    void whatCannotWorkIsRefused(String name, String value, String why) {
        assertThatThrownBy(() -> bind(name, value))
                .hasMessageContaining(why)
                .message()
                .doesNotContain("secret@");
    }

    @Test
    void theRetriesComeAfterFiveTenAndTwentySeconds() {
        PushOptions options = PushOptions.of(bind(), Path.of("/data"));

        assertThat(List.of(options.delayBefore(1), options.delayBefore(2), options.delayBefore(3)))
                .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(options.failureQueue()).isEqualTo(Path.of("/data/failure-queue.jsonl"));
        assertThat(options.failureQueueMaxBytes()).isEqualTo(100L << 20);
    }
}
