package telegramgateway.message.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Redis, and how long it keeps what.
 *
 * @param url {@code redis://}, {@code rediss://} or {@code redis-sentinel://}, with or without user and password
 * @param username overrides the URL's; null for none
 * @param password overrides the URL's; null for none
 * @param timeout of a connection attempt and of a command, at least 1 ms
 * @param messageLife of a message's JSON after its last event, and age at which the feed drops an id
 * @param feedLength the most ids that a channel's feed keeps, at least 1
 * @param aliveLife how long an asserted head counts; the writer asserts several times in it
 * @param committedLife of TP Capital's mark that it has committed a message
 */
public record CacheOptions(
        String url,
        @Nullable String username,
        @Nullable String password,
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

    /** The defaults of the design, without a login. */
    public static CacheOptions of(String url) {
        return new CacheOptions(
                url,
                null,
                null,
                Duration.ofSeconds(1),
                Duration.ofHours(1),
                10_000,
                Duration.ofSeconds(5),
                Duration.ofHours(2));
    }

    public CacheOptions withLogin(@Nullable String newUsername, @Nullable String newPassword) {
        return new CacheOptions(
                url, newUsername, newPassword, timeout, messageLife, feedLength, aliveLife, committedLife);
    }

    public CacheOptions withTimeout(Duration newTimeout) {
        return new CacheOptions(url, username, password, newTimeout, messageLife, feedLength, aliveLife, committedLife);
    }

    private static void requireMillis(String name, Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 ms, not " + duration);
        }
    }

    /** Leaves out whatever may hold a password. */
    @Override
    public String toString() {
        return "CacheOptions[timeout=" + timeout + ", messageLife=" + messageLife + ", feedLength=" + feedLength
                + ", aliveLife=" + aliveLife + ", committedLife=" + committedLife + "]";
    }
}
