package telegramgateway.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.service.settings.LogSettings;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.check.SettingsCheck;

class StoreSettingsTest {
    private static final Map<String, String> DATABASE =
            Map.of("TIMESCALEDB_USER", "reader", "TIMESCALEDB_PASSWORD", "sesame");

    @Test
    void databaseDefaults() {
        SettingsCheck.assertDefaults(
                DatabaseSettings.class,
                DATABASE,
                new DatabaseSettings(
                        "localhost",
                        5434,
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
                        "TIMESCALEDB_PORT", "6434",
                        "TIMESCALEDB_DATABASE", "other",
                        "TIMESCALEDB_USER", "writer",
                        "TIMESCALEDB_PASSWORD", "open",
                        "TIMESCALEDB_POOL_SIZE", "9",
                        "TIMESCALEDB_CONNECT_TIMEOUT", "500ms",
                        "TIMESCALEDB_STATEMENT_TIMEOUT", "5s"),
                DATABASE,
                new DatabaseSettings(
                        "db",
                        6434,
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
                new RedisSettings(URI.create("redis://localhost:6379"), null, null, Duration.ofSeconds(1)));
    }

    @Test
    void redisNames() {
        SettingsCheck.assertMapping(
                RedisSettings.class,
                Map.of(
                        "REDIS_URL", "rediss://cache:6380",
                        "REDIS_USERNAME", "reader",
                        "REDIS_PASSWORD", "open",
                        "REDIS_TIMEOUT", "200ms"),
                Map.of(),
                new RedisSettings(
                        URI.create("rediss://cache:6380"), "reader", Secret.of("open"), Duration.ofMillis(200)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:6379", "http://localhost", "redis:6379", "cache"})
    void anAddressThatIsNotRedisIsRefused(String url) {
        assertThatThrownBy(() -> Settings.bind(RedisSettings.class, Map.of("REDIS_URL", url)))
                .hasMessageStartingWith("FATAL: REDIS_URL is no address");
    }

    @Test
    void aPasswordInTheAddressIsRefusedAndNotShown() {
        assertThatThrownBy(() -> Settings.bind(RedisSettings.class, Map.of("REDIS_URL", "redis://:sesame@cache:6379")))
                .hasMessageContaining("REDIS_PASSWORD")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void theCacheGetsTheLogin() {
        RedisSettings settings =
                Settings.bind(RedisSettings.class, Map.of("REDIS_PASSWORD", "sesame", "REDIS_TIMEOUT", "3s"));
        assertThat(settings.options().password()).isEqualTo("sesame");
        assertThat(settings.options().timeout()).isEqualTo(Duration.ofSeconds(3));
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
