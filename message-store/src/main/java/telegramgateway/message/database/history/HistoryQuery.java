package telegramgateway.message.database.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a channel's history, ordered by (sent at, message id). Deleted messages are left out.
 *
 * @param from earliest sent at, inclusive; null for no bound
 * @param to latest sent at, exclusive; null for no bound
 * @param before only messages that stand before this message id; it need not exist; null for no bound
 * @param after only messages that stand after this message id; it need not exist; null for no bound
 * @param filter which of them are wanted
 * @param limit at least 1
 */
public record HistoryQuery(
        long channelId,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long before,
        @Nullable Long after,
        HistoryFilter filter,
        int limit,
        Order order) {

    /** Which end of the range comes first. */
    public enum Order {
        OLDEST_FIRST,
        NEWEST_FIRST
    }

    public HistoryQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("A limit is at least 1, not " + limit);
        }
    }
}
