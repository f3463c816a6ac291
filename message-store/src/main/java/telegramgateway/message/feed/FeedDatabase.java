package telegramgateway.message.feed;

import java.util.List;

/** What the feed asks of the database. Implementations are safe for use by many threads. */
public interface FeedDatabase {

    /**
     * The entries of a channel above a position, lowest first, each message at its latest position only.
     *
     * @throws StoreUnavailableException when the database cannot answer now
     */
    List<FeedEntry> after(long channelId, long position, int limit);

    /**
     * The highest position that the database holds for a channel; 0 if it holds none.
     *
     * @throws StoreUnavailableException when the database cannot answer now
     */
    long head(long channelId);
}
