package telegramgateway.message.cache;

import java.time.Duration;

/**
 * How to reach Redis, and how long it keeps what.
 *
 * @param timeout of a connection attempt and of a command, at least 1 ms
 * @param messageLife of a message's JSON after its last event, and age at which the feed drops an id
 * @param feedLength the most ids that a channel's feed keeps, at least 1
 * @param aliveLife how long an asserted head counts; the writer asserts several times in it
 * @param committedLife of TP Capital's mark that it has committed a message
 */
public record CacheOptions(
        RedisAddress address,
        RedisAccess access,
        Duration timeout,
        Duration messageLife,
        int feedLength,
        Duration aliveLife,
        Duration committedLife) {

    public CacheOptions {
        if (feedLength < 1) {
            throw new IllegalArgumentException("A feed keeps at least 1 id, not " + feedLength);
        }
        requireMillis("timeout", timeout);
        requireMillis("messageLife", messageLife);
        requireMillis("aliveLife", aliveLife);
        requireMillis("committedLife", committedLife);
    }

    /**
     * The defaults of the design, without a login.
     *
     * @throws IllegalArgumentException when the URL is none of Redis
     */
    public static CacheOptions of(String url) {
        return of(RedisAddress.parse(url), RedisAccess.open());
    }

    /** The defaults of the design. */
    public static CacheOptions of(RedisAddress address, RedisAccess access) {
        return new CacheOptions(
                address,
                access,
                Duration.ofSeconds(1),
                Duration.ofHours(1),
                10_000,
                Duration.ofSeconds(5),
                Duration.ofHours(2));
    }

    public CacheOptions withTimeout(Duration newTimeout) {
        return new CacheOptions(address, access, newTimeout, messageLife, feedLength, aliveLife, committedLife);
    }

    private static void requireMillis(String name, Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 ms, not " + duration);
        }
    }
}
