package telegramgateway.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.message.cache.RedisAccess;
import telegramgateway.service.settings.LogSettings;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.check.SettingsCheck;

class StoreSettingsTest {
    private static final Map<String, String> DATABASE =
            Map.of("TIMESCALEDB_USER", "reader", "TIMESCALEDB_PASSWORD", "sesame");

    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBdTCCARugAwIBAgIUMXWO/brLBCwda3RTpCX5EpYOdUQwCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjExNjIwMzRaGA8yMTI2MTAyODE2MjAz
            NFowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKhC
            oHGxmINXHlarKDrNk64Rn+qWzT+klYSTBZNQS8TGssu85hI1pDCQ5qyYVJU1Nx5m
            h4MUJaaywYZTGGAtQ9KjUzBRMB0GA1UdDgQWBBT93912XmzD/jJig2635lbYoO78
            jTAfBgNVHSMEGDAWgBT93912XmzD/jJig2635lbYoO78jTAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0gAMEUCIQCW0ncEq/Sr5BCK0I+FFSP5bg3928vI9G2J
            EOQajbSiKAIgRvLwRGvUeNgB6vcUQxEMyEhObB34o6zLd0kUhVsszSc=
            -----END CERTIFICATE-----
            """;

    @Test
    void databaseDefaults() {
        SettingsCheck.assertDefaults(
                DatabaseSettings.class,
                DATABASE,
                new DatabaseSettings(
                        "localhost",
                        6434,
                        "telegram_gateway",
                        "reader",
                        Secret.of("sesame"),
                        5,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30)));
    }

    @Test
    void databaseNames() {
        SettingsCheck.assertMapping(
                DatabaseSettings.class,
                Map.of(
                        "TIMESCALEDB_HOST", "db",
                        "TIMESCALEDB_PORT", "5434",
                        "TIMESCALEDB_DATABASE", "other",
                        "TIMESCALEDB_USER", "writer",
                        "TIMESCALEDB_PASSWORD", "open",
                        "TIMESCALEDB_POOL_SIZE", "9",
                        "TIMESCALEDB_CONNECT_TIMEOUT", "500ms",
                        "TIMESCALEDB_STATEMENT_TIMEOUT", "5s"),
                DATABASE,
                new DatabaseSettings(
                        "db",
                        5434,
                        "other",
                        "writer",
                        Secret.of("open"),
                        9,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource({
        "TIMESCALEDB_DATABASE, telegram_gateway?prepareThreshold=5",
        "TIMESCALEDB_HOST, localhost/other?currentSchema=public",
        "TIMESCALEDB_PORT, 70000",
        "TIMESCALEDB_POOL_SIZE, 0",
        "TIMESCALEDB_POOL_SIZE, 51",
        "TIMESCALEDB_CONNECT_TIMEOUT, 1ms",
        "TIMESCALEDB_STATEMENT_TIMEOUT, 1h",
    })
    void impossibleDatabaseValuesAreRefused(String name, String value) {
        Map<String, String> environment = new HashMap<>(DATABASE);
        environment.put(name, value);
        assertThatThrownBy(() -> Settings.bind(DatabaseSettings.class, environment))
                .hasMessageStartingWith("FATAL: " + name + " is ");
    }

    @Test
    void redisDefaults() {
        SettingsCheck.assertDefaults(
                RedisSettings.class,
                Map.of(),
                new RedisSettings(URI.create("redis://localhost:6379"), null, null, null, null, Duration.ofSeconds(1)));
    }

    @Test
    void redisNames(@TempDir Path folder) throws IOException {
        Path caFile = Files.writeString(folder.resolve("ca.pem"), CERTIFICATE);
        SettingsCheck.assertMapping(
                RedisSettings.class,
                Map.of(
                        "REDIS_URL", "rediss-sentinel://one:26379,two#mymaster",
                        "REDIS_USERNAME", "reader",
                        "REDIS_PASSWORD", "open",
                        "REDIS_SENTINEL_PASSWORD", "sesame",
                        "REDIS_CA_FILE", caFile.toString(),
                        "REDIS_TIMEOUT", "200ms"),
                Map.of(),
                new RedisSettings(
                        URI.create("rediss-sentinel://one:26379,two#mymaster"),
                        "reader",
                        Secret.of("open"),
                        Secret.of("sesame"),
                        caFile,
                        Duration.ofMillis(200)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:6379", "http://localhost", "redis:6379", "cache"})
    void anAddressThatIsNotRedisIsRefused(String url) {
        assertThatThrownBy(() -> Settings.bind(RedisSettings.class, Map.of("REDIS_URL", url)))
                .hasMessageStartingWith("FATAL: REDIS_URL is no address");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://:sesame@cache:6379, REDIS_URL holds a password: put it into REDIS_PASSWORD",
        "'redis-sentinel://one,:sesame@two#m', REDIS_URL holds a password: put it into REDIS_PASSWORD",
        "'redis://one,two', REDIS_URL names several hosts: say redis-sentinel:// or redis-cluster://",
        "'redis-sentinel://one,two', 'REDIS_URL names no master: add #NAME'",
        "redis-cluster://one#m, 'REDIS_URL names a master'",
        "redis://cache:6379/3, REDIS_URL goes on behind the host",
    })
    void anAddressThatCannotBeMeantIsRefused(String url, String message) {
        assertThatThrownBy(() -> Settings.bind(RedisSettings.class, Map.of("REDIS_URL", url)))
                .hasMessageContaining(message)
                .hasMessageNotContaining("sesame");
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS_CA_FILE, /nowhere/ca.pem, 'REDIS_CA_FILE: /nowhere/ca.pem cannot be read'",
        "REDIS_CA_FILE, /etc/hostname, 'REDIS_CA_FILE: /etc/hostname holds no certificate'",
        "REDIS_SENTINEL_PASSWORD, sesame, 'REDIS_SENTINEL_PASSWORD is set, but REDIS_URL names no Sentinels'",
    })
    void whatDoesNotFitTheAddressIsRefused(String name, String value, String message) {
        assertThatThrownBy(() -> Settings.bind(RedisSettings.class, Map.of("REDIS_URL", "rediss://cache", name, value)))
                .hasMessageContaining(message)
                .hasMessageNotContaining("sesame");
    }

    @Test
    void certificatesWithoutTlsAreRefused(@TempDir Path folder) throws IOException {
        Path caFile = Files.writeString(folder.resolve("ca.pem"), CERTIFICATE);
        assertThatThrownBy(() -> Settings.bind(RedisSettings.class, Map.of("REDIS_CA_FILE", caFile.toString())))
                .hasMessageContaining("REDIS_CA_FILE is set, but REDIS_URL does not begin with rediss");
    }

    @Test
    void theCacheGetsTheLogin() {
        RedisSettings settings = Settings.bind(
                RedisSettings.class,
                Map.of(
                        "REDIS_URL", "redis-sentinel://one,two:1#m",
                        "REDIS_PASSWORD", "open",
                        "REDIS_SENTINEL_PASSWORD", "sesame",
                        "REDIS_TIMEOUT", "3s"));
        assertThat(settings.options().access()).isEqualTo(new RedisAccess(null, "open", "sesame", null));
        assertThat(settings.options().address().hosts()).hasToString("[one:26379, two:1]");
        assertThat(settings.options().timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.options().toString()).doesNotContain("open", "sesame");
    }

    @Test
    void rabbitDefaults() {
        SettingsCheck.assertDefaults(
                RabbitSettings.class,
                Map.of(),
                new RabbitSettings(
                        URI.create("amqp://localhost:5672"), null, null, Duration.ofSeconds(5), List.of("tp-capital")));
    }

    @Test
    void rabbitNames() {
        SettingsCheck.assertMapping(
                RabbitSettings.class,
                Map.of(
                        "RABBITMQ_URL", "amqps://bus:5671/telegram",
                        "RABBITMQ_USERNAME", "writer",
                        "RABBITMQ_PASSWORD", "open",
                        "RABBITMQ_TIMEOUT", "2s",
                        "RABBITMQ_CONSUMERS", "tp-capital,audit"),
                Map.of(),
                new RabbitSettings(
                        URI.create("amqps://bus:5671/telegram"),
                        "writer",
                        Secret.of("open"),
                        Duration.ofSeconds(2),
                        List.of("tp-capital", "audit")));
    }

    @ParameterizedTest
    @CsvSource({
        "RABBITMQ_URL, http://bus, RABBITMQ_URL is no address",
        "RABBITMQ_URL, amqp://guest:sesame@bus, put it into RABBITMQ_PASSWORD",
        "RABBITMQ_TIMEOUT, 2m, 'RABBITMQ_TIMEOUT is 120000ms, not 100ms to 1m'",
        "RABBITMQ_CONSUMERS, TP Capital, small letters",
    })
    void impossibleRabbitValuesAreRefused(String name, String value, String message) {
        assertThatThrownBy(() -> Settings.bind(RabbitSettings.class, Map.of(name, value)))
                .hasMessageContaining(message)
                .hasMessageNotContaining("sesame");
    }

    @Test
    void logNamesAndDefaults() {
        SettingsCheck.assertDefaults(LogSettings.class, Map.of(), new LogSettings(LogSettings.Level.INFO));
        SettingsCheck.assertMapping(
                LogSettings.class, Map.of("LOG_LEVEL", "debug"), Map.of(), new LogSettings(LogSettings.Level.DEBUG));
    }
}
