package telegramgateway.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class SettingsTest {
    private static final Map<String, String> REQUIRED = Map.of("GATEWAY_TOKEN", "sesame", "GATEWAY_NAME", "one");

    enum Mode {
        FAST,
        SAFE
    }

    record Everything(
            @Setting(name = "GATEWAY_NAME", help = "Name.", hint = "Give it a name.")
            String name,

            @Setting(name = "GATEWAY_TOKEN", help = "Token.", hint = "Make one.")
            Secret token,

            @Setting(name = "GATEWAY_COUNT", fallback = "3", help = "Count.")
            int count,

            @Setting(name = "GATEWAY_BYTES", fallback = "4", help = "Bytes.")
            long bytes,

            @Setting(name = "GATEWAY_SHARE", fallback = "0.5", help = "Share.")
            double share,

            @Setting(name = "GATEWAY_ON", fallback = "true", help = "On.")
            boolean on,

            @Setting(name = "GATEWAY_PAUSE", fallback = "30s", help = "Pause.")
            Duration pause,

            @Setting(name = "GATEWAY_DELAY_MS", fallback = "250", help = "Delay.")
            Duration delay,

            @Setting(name = "GATEWAY_LIMIT", fallback = "2GB", help = "Limit.")
            DataSize limit,

            @Setting(name = "GATEWAY_DIRECTORY", fallback = "/data", help = "Directory.")
            Path directory,

            @Setting(name = "GATEWAY_URL", fallback = "http://localhost", help = "Address.")
            URI url,

            @Setting(name = "GATEWAY_MODE", fallback = "safe", help = "Mode.")
            Mode mode,

            @Setting(name = "GATEWAY_CHANNELS", fallback = "", help = "Channels.")
            List<Long> channels,

            @Setting(name = "GATEWAY_WORDS", fallback = "a,b", help = "Words.")
            List<String> words,

            @Setting(name = "TP_CAPITAL_PORT", alias = "PORT", fallback = "4005", help = "Port.")
            int port,

            @Setting(name = "GATEWAY_NOTE", help = "Note.") @Nullable
            String note,

            @Setting(name = "GATEWAY_SPARE", help = "Spare.") @Nullable
            Integer spare) {

        Everything {
            if (count > 100) {
                throw new IllegalArgumentException("GATEWAY_COUNT is " + count + ", more than 100");
            }
        }
    }

    @Test
    void whatIsAbsentHasItsDefault() {
        assertThat(bind(Map.of()))
                .isEqualTo(new Everything(
                        "one",
                        Secret.of("sesame"),
                        3,
                        4,
                        0.5,
                        true,
                        Duration.ofSeconds(30),
                        Duration.ofMillis(250),
                        DataSize.ofGigabytes(2),
                        Path.of("/data"),
                        URI.create("http://localhost"),
                        Mode.SAFE,
                        List.of(),
                        List.of("a", "b"),
                        4005,
                        null,
                        null));
    }

    @Test
    void everyTypeIsRead() {
        Everything all = bind(Map.ofEntries(
                Map.entry("GATEWAY_COUNT", "7"),
                Map.entry("GATEWAY_BYTES", "5000000000"),
                Map.entry("GATEWAY_SHARE", "0.25"),
                Map.entry("GATEWAY_ON", "FALSE"),
                Map.entry("GATEWAY_PAUSE", "5m"),
                Map.entry("GATEWAY_DELAY_MS", "1000"),
                Map.entry("GATEWAY_LIMIT", "512MB"),
                Map.entry("GATEWAY_MODE", "Fast"),
                Map.entry("GATEWAY_CHANNELS", "-1001649127710, -1001744113331,"),
                Map.entry("GATEWAY_SPARE", "9"),
                Map.entry("PORT", "4000")));
        assertThat(all.count()).isEqualTo(7);
        assertThat(all.bytes()).isEqualTo(5_000_000_000L);
        assertThat(all.share()).isEqualTo(0.25);
        assertThat(all.on()).isFalse();
        assertThat(all.pause()).isEqualTo(Duration.ofMinutes(5));
        assertThat(all.delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(all.limit()).isEqualTo(DataSize.ofMegabytes(512));
        assertThat(all.mode()).isEqualTo(Mode.FAST);
        assertThat(all.channels()).containsExactly(-1001649127710L, -1001744113331L);
        assertThat(all.spare()).isEqualTo(9);
        assertThat(all.port()).isEqualTo(4000);
    }

    @Test
    void anEmptyVariableIsAbsent() {
        assertThat(bind(Map.of("GATEWAY_COUNT", "")).count()).isEqualTo(3);
        assertThat(problems(Map.of("GATEWAY_TOKEN", " ")))
                .containsExactly(new SettingsProblem("GATEWAY_TOKEN is required", "Make one."));
    }

    @Test
    void allProblemsAreToldAtOnce() {
        SettingsException refusal = catchThrowableOfType(
                SettingsException.class,
                () -> Settings.load(
                        List.of(Everything.class, Another.class),
                        Map.of("GATEWAY_COUNT", "many", "GATEWAY_PAUSE", "30", "GATEWAY_TOKN", "x")));
        assertThat(refusal).hasMessage("""
                        FATAL: GATEWAY_NAME is required
                               Give it a name.
                        FATAL: GATEWAY_TOKEN is required
                               Make one.
                        FATAL: GATEWAY_COUNT is 'many', which is not a whole number
                               Count.
                        FATAL: GATEWAY_PAUSE is '30', which is no duration such as 500ms, 30s, 5m, 2h
                               Pause.
                        FATAL: REDIS_NUMBER is required
                               Number.
                        FATAL: GATEWAY_TOKN is not a setting
                               Did you mean GATEWAY_TOKEN? Names that begin like ours must be ours: remove it. \
                        See docs/configuration.md.""");
    }

    record Another(
            @Setting(name = "REDIS_NUMBER", help = "Number.")
            int number) {}

    @ParameterizedTest
    @CsvSource({
        "GATEWAY_COUNT, 1.5, which is not a whole number",
        "GATEWAY_COUNT, 99999999999, which is not a whole number",
        "GATEWAY_COUNT, 101, more than 100",
        "GATEWAY_ON, yes, neither true nor false",
        "GATEWAY_SHARE, half, not a number",
        "GATEWAY_PAUSE, -5s, no duration",
        "GATEWAY_DELAY_MS, 5s, not a number of milliseconds",
        "GATEWAY_LIMIT, 2, no size such as 512MB",
        "GATEWAY_MODE, quick, 'none of fast, safe'",
        "GATEWAY_CHANNELS, '1,x', 'is ''x'', which is not a whole number'",
        "GATEWAY_URL, 'http://user:pw@ host', is no address",
    })
    void aWrongValueIsExplained(String name, String value, String reason) {
        assertThat(problems(Map.of(name, value)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .startsWith(name + " is")
                        .contains(reason)
                        .doesNotContain("pw"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"sesame\"", "'sesame'"})
    void quotesAreRefusedAndNotShown(String value) {
        assertThat(problems(Map.of("GATEWAY_TOKEN", value)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo("GATEWAY_TOKEN is in quotes, which would be part of the value: remove them"));
    }

    @Test
    void aWindowsLineEndIsRefused() {
        assertThat(problems(Map.of("GATEWAY_TOKEN", "sesame\r")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("begins or ends with white space"));
    }

    @Test
    void twoNamesOfOneSettingAreRefused() {
        assertThat(problems(Map.of("PORT", "1", "TP_CAPITAL_PORT", "2")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo("TP_CAPITAL_PORT and PORT mean the same and are both set"));
    }

    @Test
    void aSecretMayComeFromAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "from-file\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Everything bound =
                Settings.bind(Everything.class, Map.of("GATEWAY_NAME", "one", "GATEWAY_TOKEN_FILE", file.toString()));
        assertThat(bound.token().reveal()).isEqualTo("from-file");

        assertThat(problems(Map.of("GATEWAY_TOKEN_FILE", file.toString())))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo("GATEWAY_TOKEN and GATEWAY_TOKEN_FILE mean the same and are both set"));
    }

    @Test
    void aSecretsFileThatCannotServeIsRefused(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "from-file");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(fileProblem(file)).contains("everyone can read: chmod o-r");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "\n");
        assertThat(fileProblem(file)).endsWith("is empty");
        assertThat(fileProblem(directory.resolve("none"))).endsWith("cannot be read");
    }

    @Test
    void otherNamesUnderOurPrefixesAreRefusedUnlessThePageHasThem() {
        assertThatThrownBy(() -> load(Map.of("TELEGRAM_API_HSAH", "x")))
                .hasMessageContaining("TELEGRAM_API_HSAH is not a setting")
                .hasMessageContaining("Did you mean TELEGRAM_API_HASH?");
        assertThatThrownBy(() -> load(Map.of("API_ZZZZZZZZZZ", "x")))
                .hasMessageContaining("API_ZZZZZZZZZZ is not a setting")
                .hasMessageNotContaining("Did you mean");
        // Known to the specifications, to another service, or none of ours.
        load(Map.of("TELEGRAM_SESSION", "x", "TIMESCALEDB_PASSWORD_FILE", "x", "NODE_ENV", "x", "PATH", "x"));
    }

    @Test
    void noTextShowsASecret() {
        Everything bound = bind(Map.of());
        assertThat(bound.toString()).contains("token=[REDACTED]").doesNotContain("sesame");
        assertThat(bound.token().fingerprint()).hasSize(8).isNotEqualTo("sesame");
        assertThat(bound.token().matches("sesame")).isTrue();
        assertThat(bound.token().matches("sesamE")).isFalse();
    }

    private static Everything bind(Map<String, String> more) {
        return Settings.bind(Everything.class, withRequired(more));
    }

    private static void load(Map<String, String> more) {
        Settings.load(List.of(Everything.class), withRequired(more));
    }

    private static List<SettingsProblem> problems(Map<String, String> more) {
        return catchThrowableOfType(SettingsException.class, () -> bind(more)).problems();
    }

    private static String fileProblem(Path file) {
        Map<String, String> environment = Map.of("GATEWAY_NAME", "one", "GATEWAY_TOKEN_FILE", file.toString());
        return catchThrowableOfType(SettingsException.class, () -> Settings.bind(Everything.class, environment))
                .problems()
                .getFirst()
                .message();
    }

    private static Map<String, String> withRequired(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(more);
        return all;
    }
}
