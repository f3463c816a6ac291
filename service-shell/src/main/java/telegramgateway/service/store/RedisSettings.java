package telegramgateway.service.store;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.cache.CacheOptions;
import telegramgateway.message.cache.RedisAccess;
import telegramgateway.message.cache.RedisAddress;
import telegramgateway.message.cache.RedisAddress.Kind;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;

/** Where the cache is. A service starts without it and connects when it is there. */
public record RedisSettings(
        @Setting(
                name = "REDIS_URL",
                fallback = "redis://localhost:6379",
                help = "Address of Redis: `redis://HOST:PORT`, `redis-sentinel://HOST:PORT,HOST:PORT#MASTER` with its "
                        + "Sentinels, or `redis-cluster://HOST:PORT,HOST:PORT` with some nodes of a cluster; `rediss://`, "
                        + "`rediss-sentinel://` or `rediss-cluster://` with TLS. Without a password, which is "
                        + "REDIS_PASSWORD.")
        URI url,

        @Setting(name = "REDIS_USERNAME", help = "The service's user in Redis.") @Nullable
        String username,

        @Setting(name = "REDIS_PASSWORD", help = "Its password.") @Nullable
        Secret password,

        @Setting(name = "REDIS_SENTINEL_PASSWORD", help = "The Sentinels' own password.") @Nullable
        Secret sentinelPassword,

        @Setting(
                name = "REDIS_CA_FILE",
                help = "Certificates (PEM) of who vouches for Redis's own; without it those whom Java trusts.")
        @Nullable
        Path caFile,

        @Setting(
                name = "REDIS_TIMEOUT",
                fallback = "1s",
                help = "How long to wait for Redis before it counts as down, 10ms to 30s.")
        Duration timeout) {

    private static final Duration TIMEOUT_MIN = Duration.ofMillis(10);
    private static final Duration TIMEOUT_MAX = Duration.ofSeconds(30);

    public RedisSettings {
        RedisAddress address = address(url);
        access(username, password, sentinelPassword, caFile);
        if (caFile != null && !address.tls()) {
            throw new IllegalArgumentException("REDIS_CA_FILE is set, but REDIS_URL does not begin with rediss");
        }
        if (sentinelPassword != null && address.kind() != Kind.SENTINEL) {
            throw new IllegalArgumentException("REDIS_SENTINEL_PASSWORD is set, but REDIS_URL names no Sentinels");
        }
        if (timeout.compareTo(TIMEOUT_MIN) < 0 || timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException("REDIS_TIMEOUT is " + timeout.toMillis() + "ms, not 10ms to 30s");
        }
    }

    CacheOptions options() {
        return CacheOptions.of(address(url), access(username, password, sentinelPassword, caFile))
                .withTimeout(timeout);
    }

    private static RedisAddress address(URI url) {
        try {
            return RedisAddress.parse(url.toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("REDIS_URL " + e.getMessage(), e);
        }
    }

    private static RedisAccess access(
            @Nullable String username,
            @Nullable Secret password,
            @Nullable Secret sentinelPassword,
            @Nullable Path caFile) {
        try {
            return new RedisAccess(username, revealed(password), revealed(sentinelPassword), caFile);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("REDIS_CA_FILE: " + e.getMessage(), e);
        }
    }

    private static @Nullable String revealed(@Nullable Secret secret) {
        return secret == null ? null : secret.reveal();
    }
}
