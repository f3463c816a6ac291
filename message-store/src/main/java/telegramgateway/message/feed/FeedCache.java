package telegramgateway.message.feed;

import java.util.OptionalLong;

/** What the feed asks of the cache. Implementations never throw, and are safe for use by many threads. */
public interface FeedCache {

    /**
     * The entries of a channel above a position, or why the cache cannot prove that it has them all.
     *
     * @param cursor 0 for the oldest
     * @param limit at least 1
     */
    CacheAnswer read(long channelId, long cursor, int limit);

    /** The highest position of a channel, while the writer vouches for it; else empty. */
    OptionalLong head(long channelId);
}
