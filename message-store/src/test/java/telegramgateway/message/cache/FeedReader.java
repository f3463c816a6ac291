package telegramgateway.message.cache;

import java.util.HashMap;
import java.util.Map;
import telegramgateway.message.cache.FeedViolation.Promise;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.FeedPage;
import telegramgateway.message.feed.MessageFeed;
import telegramgateway.message.feed.StoreUnavailableException;

/** Follows one channel's feed by {@code nextCursor}, remembers what it got, and has every page checked. */
final class FeedReader {
    final long channel;
    final ReaderFaults redis;
    private final String name;
    private final MessageFeed feed;
    private final FeedOracle oracle;
    private final Map<Long, Long> seen = new HashMap<>();
    private long start;
    private long cursor;

    FeedReader(String name, long channel, ReaderFaults redis, MessageFeed feed, FeedOracle oracle) {
        this.name = name + " of " + channel;
        this.channel = channel;
        this.redis = redis;
        this.feed = feed;
        this.oracle = oracle;
    }

    /** The position from which on it must have everything. */
    long start() {
        return start;
    }

    long cursor() {
        return cursor;
    }

    /** The position of the last state that it got of a message; 0 for none. */
    long seen(long messageId) {
        return seen.getOrDefault(messageId, 0L);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Forgets everything and starts at the oldest message, or from now; says what came of it. */
    String restart(boolean fromNow) {
        try {
            start = fromNow ? feed.head(channel) : 0;
        } catch (StoreUnavailableException _) {
            oracle.mayRefuse(this);
            return name + " cannot start from now";
        }
        oracle.start(this);
        cursor = start;
        seen.clear();
        return name + " starts at " + start;
    }

    /**
     * Reads and checks a page.
     *
     * @param betweenSteps happens between the two steps of the read
     * @throws StoreUnavailableException when the feed refuses, and may
     */
    FeedPage read(int limit, Runnable betweenSteps) {
        boolean mustVouch = redis.mustVouch(channel);
        redis.betweenSteps(betweenSteps);
        FeedPage page;
        try {
            page = feed.read(channel, cursor, limit);
        } catch (StoreUnavailableException e) {
            oracle.mayRefuse(this);
            throw e;
        }
        if (mustVouch && !redis.sawAlive()) {
            throw new FeedViolation(Promise.REFUSES, name + " saw no asserted head");
        }
        oracle.page(this, page, limit);
        for (FeedEntry entry : page.entries()) {
            seen.put(entry.messageId(), CachedJson.position(entry.json()));
        }
        cursor = page.nextCursor();
        oracle.nothingSkipped(this);
        return page;
    }
}
