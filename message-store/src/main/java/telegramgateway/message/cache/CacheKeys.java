package telegramgateway.message.cache;

import java.util.OptionalLong;

/** The names of the keys. All of one channel share a hash tag, so that one script may touch them on Redis Cluster. */
final class CacheKeys {
    private static final String WAKE_PREFIX = "telegram:wake:{";
    private static final String FEED_PREFIX = "telegram:channel:{";
    private static final String FEED_SUFFIX = "}:recent";

    /** Matches the feeds of every channel. */
    static final String FEED_PATTERN = FEED_PREFIX + "*" + FEED_SUFFIX;

    /** Matches the wake-ups of every channel. */
    static final String WAKE_PATTERN = WAKE_PREFIX + "*}";

    private CacheKeys() {}

    static String message(long channelId, long messageId) {
        return "telegram:msg:{" + channelId + "}:" + messageId;
    }

    static String feed(long channelId) {
        return FEED_PREFIX + channelId + FEED_SUFFIX;
    }

    static String alive(long channelId) {
        return "telegram:channel:{" + channelId + "}:alive";
    }

    static String committed(long channelId, long messageId) {
        return "telegram:dedup:{" + channelId + "}:" + messageId;
    }

    static String wake(long channelId) {
        return WAKE_PREFIX + channelId + "}";
    }

    /** The channel of a wake-up; empty for a name that is none. */
    static OptionalLong channelOf(String wake) {
        return channelBetween(WAKE_PREFIX, wake, "}");
    }

    /** The channel of a feed's key; empty for a key that is none. */
    static OptionalLong channelOfFeed(String key) {
        return channelBetween(FEED_PREFIX, key, FEED_SUFFIX);
    }

    private static OptionalLong channelBetween(String prefix, String name, String suffix) {
        if (!name.startsWith(prefix) || !name.endsWith(suffix)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(name, prefix.length(), name.length() - suffix.length(), 10));
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            return OptionalLong.empty();
        }
    }
}
