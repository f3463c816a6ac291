package telegramgateway.mtproto.repair;

import java.util.List;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.message.feed.StoreUnavailableException;

/** The messages that the database has. Safe for use by many threads. */
@FunctionalInterface
public interface Stored {
    /**
     * A channel's messages whose ids lie between two, both inclusive, the highest id first; deleted ones are among
     * them.
     *
     * @throws StoreUnavailableException when the database cannot answer now
     */
    List<KnownMessage> between(long channelId, long lo, long hi, int limit);
}
