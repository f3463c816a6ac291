package telegramgateway.api.messages;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.message.feed.MessageFeed;

/**
 * What the parameter {@code cursor} of a poll means: absent is the oldest message, {@code latest} is now, else it is a
 * {@code nextCursor} of an earlier answer, which is a position.
 */
@Component
final class FeedCursor {
    private static final String LATEST = "latest";
    static final long OLDEST = 0;
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");
    /** How much the clocks of this machine and of the journal's may differ. */
    private static final Duration CLOCK_DIFFERENCE_MAX = Duration.ofHours(1);

    private final MessageFeed feed;
    private final InstantSource clock;

    FeedCursor(MessageFeed feed, InstantSource clock) {
        this.feed = feed;
        this.clock = clock;
    }

    /** The position after which to read. */
    long position(long channelId, @Nullable String text) {
        if (text == null) {
            return OLDEST;
        }
        if (text.equals(LATEST)) {
            return feed.head(channelId);
        }
        if (!POSITION.matcher(text).matches()) {
            throw ErrorCode.INVALID_CURSOR.refuse(
                    "cursor is neither a nextCursor nor 'latest'",
                    "Send the nextCursor of the last answer unchanged, 'latest' for what comes from now on, "
                            + "or no cursor for the oldest message.");
        }
        return possible(channelId, Long.parseLong(text));
    }

    /**
     * By chat the position after which to read: the oldest for a chat of which the cursor says nothing.
     *
     * @param text null, {@code latest}, or the {@code nextCursor} of a poll of several chats
     */
    Map<Long, Long> positions(Collection<Long> chats, @Nullable String text) {
        Map<Long, Long> known = text == null || text.equals(LATEST) ? Map.of() : ChatsCursor.positions(text);
        Map<Long, Long> positions = new LinkedHashMap<>();
        for (long chat : chats) {
            boolean fromNow = LATEST.equals(text);
            positions.put(chat, fromNow ? feed.head(chat) : possible(chat, known.getOrDefault(chat, OLDEST)));
        }
        return positions;
    }

    private long possible(long channelId, long position) {
        if (position < OLDEST) {
            throw ErrorCode.INVALID_CURSOR.refuse("cursor holds a negative position", "Begin again without a cursor.");
        }
        // Positions are times, so most cursors need no look at the feed.
        if (position > latestPossible() && position > feed.head(channelId)) {
            throw ErrorCode.CURSOR_AHEAD.refuse(
                    "cursor lies in the future: no message can have been there",
                    "The cursor belongs to another gateway or to a lost journal. Begin again without a cursor, "
                            + "or with 'latest'.");
        }
        return position;
    }

    private long latestPossible() {
        Instant latest = clock.instant().plus(CLOCK_DIFFERENCE_MAX);
        return ChronoUnit.MICROS.between(Instant.EPOCH, latest);
    }
}
