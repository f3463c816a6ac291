package telegramgateway.message.feed;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import telegramgateway.message.feed.CacheAnswer.Hit;
import telegramgateway.message.feed.CacheAnswer.Miss;
import telegramgateway.message.feed.CacheAnswer.Reason;

/** A channel's feed from the first tier that can prove it. Safe for use by many threads. */
public final class MessageFeed {

    /** The most entries of one page. */
    public static final int MAX_LIMIT = 1_000;

    private final FeedCache cache;
    private final FeedDatabase database;
    private final DatabaseHeads databaseHeads;
    private final FeedMetrics metrics;
    private final CacheOutage outage;

    public MessageFeed(FeedCache cache, FeedDatabase database, InstantSource clock, MeterRegistry metrics) {
        this.cache = cache;
        this.database = database;
        this.databaseHeads = new DatabaseHeads(database, clock);
        this.metrics = new FeedMetrics(metrics);
        this.outage = new CacheOutage(clock);
    }

    /**
     * The messages that changed after a cursor, each in its latest state, lowest position first.
     *
     * @param cursor a page's {@code nextCursor}, what {@link #head} gave, or 0 for the oldest
     * @param limit 1 to {@link #MAX_LIMIT}
     * @throws StoreUnavailableException when the cache cannot prove its answer and the database cannot answer
     */
    public FeedPage read(long channelId, long cursor, int limit) {
        if (cursor < 0 || limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("Cannot read " + limit + " entries after " + cursor);
        }
        CacheAnswer answer = cache.read(channelId, cursor, limit);
        if (answer instanceof Miss miss && miss.reason() == Reason.ERROR) {
            outage.failed();
        } else {
            outage.answered();
        }
        return switch (answer) {
            case Hit hit -> fromCache(channelId, cursor, limit, hit);
            case Miss miss -> fromDatabase(channelId, cursor, limit, miss);
        };
    }

    private FeedPage fromCache(long channelId, long cursor, int limit, Hit hit) {
        boolean hasMore = hit.knownHead() > hit.nextCursor();
        boolean unconfirmed = false;
        if (!hasMore && !hit.alive()) {
            try {
                long head = databaseHeads.head(channelId);
                if (head > hit.nextCursor()) {
                    return fromDatabase(channelId, cursor, limit, new Miss(Reason.END_BEHIND, head));
                }
            } catch (StoreUnavailableException _) {
                unconfirmed = true;
                metrics.unconfirmed();
            }
        }
        metrics.hit();
        return new FeedPage(hit.entries(), hit.nextCursor(), hasMore, FeedPage.Source.CACHE, unconfirmed);
    }

    private FeedPage fromDatabase(long channelId, long cursor, int limit, Miss miss) {
        metrics.miss(miss.reason());
        // One more than asked tells whether more follows.
        List<FeedEntry> found = database.after(channelId, cursor, limit + 1);
        List<FeedEntry> entries = found.size() > limit ? found.subList(0, limit) : found;
        long nextCursor = entries.isEmpty() ? cursor : entries.getLast().position();
        boolean hasMore = found.size() > limit || miss.knownHead() > nextCursor;
        return new FeedPage(entries, nextCursor, hasMore, FeedPage.Source.DATABASE, false);
    }

    /**
     * The cursor behind everything that a channel has now; 0 for a channel without messages. May lie lower by what the
     * last seconds brought, never higher.
     *
     * @throws StoreUnavailableException when neither tier can tell
     */
    public long head(long channelId) {
        OptionalLong vouched = cache.head(channelId);
        return vouched.isPresent() ? vouched.getAsLong() : databaseHeads.head(channelId);
    }
}
