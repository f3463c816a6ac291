package telegramgateway.service.store;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.cache.CacheOptions;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;

/** Where the cache is. A service starts without it and connects when it is there. */
public record RedisSettings(
        @Setting(
                name = "REDIS_URL",
                fallback = "redis://localhost:6379",
                help =
                        "Address of Redis: `redis://HOST:PORT`, `rediss://` with TLS, or `redis-sentinel://HOST:PORT#MASTER` "
                                + "with one Sentinel. "
                                + "Without a password, which is REDIS_PASSWORD.")
        URI url,

        @Setting(name = "REDIS_USERNAME", help = "The service's user in Redis.") @Nullable
        String username,

        @Setting(name = "REDIS_PASSWORD", help = "Its password.") @Nullable
        Secret password,

        @Setting(
                name = "REDIS_TIMEOUT",
                fallback = "1s",
                help = "How long to wait for Redis before it counts as down, 10ms to 30s.")
        Duration timeout) {

    private static final Set<String> SCHEMES = Set.of("redis", "rediss", "redis-sentinel");
    private static final Duration TIMEOUT_MIN = Duration.ofMillis(10);
    private static final Duration TIMEOUT_MAX = Duration.ofSeconds(30);

    public RedisSettings {
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("REDIS_URL is no address such as redis://HOST:PORT");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("REDIS_URL holds a password: put it into REDIS_PASSWORD instead");
        }
        if (timeout.compareTo(TIMEOUT_MIN) < 0 || timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException("REDIS_TIMEOUT is " + timeout.toMillis() + "ms, not 10ms to 30s");
        }
    }

    CacheOptions options() {
        return CacheOptions.of(url.toString())
                .withLogin(username, password == null ? null : password.reveal())
                .withTimeout(timeout);
    }
}
