package telegramgateway.message.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Asks the database for a channel's head, at most once a second per channel, failures included. */
final class DatabaseHeads {
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

    /** Beyond it everything is forgotten, which costs one question per channel. */
    private static final int MAX_CHANNELS = 10_000;

    private final FeedDatabase database;
    private final InstantSource clock;
    private final Map<Long, ChannelHead> channels = new ConcurrentHashMap<>();

    DatabaseHeads(FeedDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The database's head as of at most a second ago.
     *
     * @throws StoreUnavailableException when the database could not answer then
     */
    long head(long channelId) {
        if (channels.size() > MAX_CHANNELS) {
            channels.clear();
        }
        return channels.computeIfAbsent(channelId, ChannelHead::new).head();
    }

    private final class ChannelHead {
        private final long channelId;
        private @Nullable Instant askedAt;
        private long head;
        private @Nullable StoreUnavailableException failure;

        private ChannelHead(long channelId) {
            this.channelId = channelId;
        }

        private synchronized long head() {
            Instant now = clock.instant();
            if (askedAt == null || now.isBefore(askedAt) || !now.isBefore(askedAt.plus(ASK_AGAIN_AFTER))) {
                askedAt = now;
                ask();
            }
            if (failure != null) {
                throw new StoreUnavailableException("The database could not tell the head of " + channelId, failure);
            }
            return head;
        }

        private void ask() {
            try {
                head = database.head(channelId);
                failure = null;
            } catch (StoreUnavailableException e) {
                failure = e;
            }
        }
    }
}
