package telegramgateway.message.feed;

import java.util.List;

/**
 * A piece of a channel's feed.
 *
 * @param entries in position order
 * @param nextCursor where the next page begins; at least the cursor that was asked for, and at least the last entry's
 *     position
 * @param hasMore true when more is known to follow. With a {@code nextCursor} that did not move, no tier can hand it
 *     over yet: wait before asking again
 * @param source which tier answered
 * @param unconfirmed true when neither tier could prove that nothing follows the entries
 */
public record FeedPage(List<FeedEntry> entries, long nextCursor, boolean hasMore, Source source, boolean unconfirmed) {

    /** Which tier answered. */
    public enum Source {
        CACHE,
        DATABASE
    }

    public FeedPage {
        entries = List.copyOf(entries);
    }
}
