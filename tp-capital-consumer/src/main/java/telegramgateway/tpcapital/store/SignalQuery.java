package telegramgateway.tpcapital.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which signals to read. All conditions must hold; null or empty is no condition.
 *
 * @param channelIds any of them
 * @param type the signal's type, in any case of letters
 * @param search part of asset or text, in any case of letters
 * @param from earliest time of sending, inclusive
 * @param to latest time of sending, exclusive
 * @param after the place behind which to continue
 * @param limit the most signals, {@value #MIN_LIMIT} to {@value #MAX_LIMIT}
 */
public record SignalQuery(
        List<Long> channelIds,
        @Nullable String type,
        @Nullable String search,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Place after,
        int limit) {
    public static final int MIN_LIMIT = 1;
    public static final int MAX_LIMIT = 1_000;

    /** Where a signal stands among all, newest first. */
    public record Place(Instant ts, long channelId, long messageId) {}

    public SignalQuery {
        if (limit < MIN_LIMIT || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("A limit of " + limit);
        }
        channelIds = List.copyOf(channelIds);
    }
}
