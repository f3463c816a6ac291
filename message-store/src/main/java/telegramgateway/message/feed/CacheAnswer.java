package telegramgateway.message.feed;

import java.util.List;
import java.util.Locale;

/** What the cache could prove about a piece of a channel's feed. */
public sealed interface CacheAnswer {

    /** The highest position of the channel that the cache has heard of; 0 if of none. Never above the true head. */
    long knownHead();

    /**
     * Everything between the cursor and {@code nextCursor}.
     *
     * @param entries in position order, each with the JSON of exactly its position
     * @param nextCursor at least the cursor that was asked for; may lie above the last entry
     * @param alive true while the writer vouches that the cache knows the channel's head
     */
    record Hit(List<FeedEntry> entries, long nextCursor, long knownHead, boolean alive) implements CacheAnswer {
        public Hit {
            entries = List.copyOf(entries);
        }
    }

    /** The cache cannot prove that it has everything; the database must answer. */
    record Miss(Reason reason, long knownHead) implements CacheAnswer {}

    /** Why the database had to answer. */
    enum Reason {
        /** The channel has no cached feed. */
        ABSENT,
        /** The cursor lies below the position from which the cached feed is complete. */
        BELOW_FLOOR,
        /** The feed has an id whose JSON has expired or was evicted. */
        JSON_MISSING,
        /** A JSON is older than its place in the feed: another Redis answered the second step. */
        JSON_STALE,
        /** The feed's end is not vouched for, and the database knows of more. */
        END_BEHIND,
        /** Redis did not answer, or not as expected. */
        ERROR;

        /** The value of the metric's label. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
