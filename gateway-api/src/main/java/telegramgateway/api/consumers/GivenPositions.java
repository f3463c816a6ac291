package telegramgateway.api.consumers;

import org.springframework.stereotype.Component;
import telegramgateway.api.channels.KnownChannels;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.message.feed.FeedPage;
import telegramgateway.message.feed.MessageFeed;

/**
 * Positions that a channel has reached. A consumer that held a higher one would make the journal believe that it has
 * lost its end.
 */
@Component
final class GivenPositions {
    private final MessageFeed feed;
    private final KnownChannels channels;

    GivenPositions(MessageFeed feed, KnownChannels channels) {
        this.feed = feed;
        this.channels = channels;
    }

    long latest(long channelId) {
        return feed.head(channelId);
    }

    /** Refuses a position that lies above everything that the channel has, and a channel that nobody knows. */
    void require(long channelId, long position) {
        channels.require(channelId);
        if (position <= feed.head(channelId)) {
            return;
        }
        // The head may be known late: is anything there, from this position on?
        FeedPage page = feed.read(channelId, position - 1, 1);
        if (page.entries().isEmpty() && !page.hasMore()) {
            throw ErrorCode.CURSOR_AHEAD.refuse(
                    "Chat " + channelId + " has not reached position " + position,
                    "Acknowledge with the position that the message came with, or a nextCursor.");
        }
    }
}
