package telegramgateway.mtproto.repair;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.tdlib.TdError;

/**
 * Channels whose history Telegram refuses; they are asked for again when they are joined, or after the next opening.
 * Safe for use by many threads.
 */
final class Unreadable {
    private static final Logger LOG = LoggerFactory.getLogger(Unreadable.class);
    private static final int HTTP_BAD_REQUEST = 400;
    private static final int HTTP_UNAUTHORIZED = 401;
    private static final int HTTP_TOO_MANY = 429;

    private final Set<Long> channels = ConcurrentHashMap.newKeySet();

    boolean contains(long channelId) {
        return channels.contains(channelId);
    }

    /** True when it was among them. */
    boolean remove(long channelId) {
        return channels.remove(channelId);
    }

    void clear() {
        channels.clear();
    }

    int size() {
        return channels.size();
    }

    /**
     * Notes what Telegram said, if it is more than that it cannot answer now.
     *
     * @param isReady whether the session is logged in: else it says nothing of the channel
     */
    void asked(long channelId, TdError refusal, boolean isReady) {
        boolean forGood = refusal.code() >= HTTP_BAD_REQUEST
                && refusal.code() < HTTP_TOO_MANY
                && refusal.code() != HTTP_UNAUTHORIZED
                && isReady;
        if (!forGood) {
            LOG.debug("The others get their turn before the history of {} is asked for again", channelId, refusal);
        } else if (channels.add(channelId)) {
            LOG.error("The history of channel {} cannot be read: {}", channelId, refusal.getMessage());
        }
    }
}
