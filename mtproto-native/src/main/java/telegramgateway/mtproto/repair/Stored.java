package telegramgateway.mtproto.repair;

import java.util.List;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.message.feed.StoreUnavailableException;

/** The messages that the database has. Safe for use by many threads. */
@FunctionalInterface
public interface Stored {
    /**
     * A channel's messages from an id on that are not deleted, the newest first.
     *
     * @throws StoreUnavailableException when the database cannot answer now
     */
    List<KnownMessage> from(long channelId, long messageId, int limit);
}
