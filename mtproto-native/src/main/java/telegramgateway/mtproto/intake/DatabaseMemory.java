package telegramgateway.mtproto.intake;

import java.util.Collection;
import java.util.List;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.message.feed.StoreUnavailableException;

/** What the database knows of messages that the journal no longer remembers. Safe for use by many threads. */
@FunctionalInterface
public interface DatabaseMemory {

    /**
     * What is known of the given messages of a channel; unknown ones are left out.
     *
     * @throws StoreUnavailableException when the database cannot answer now
     */
    List<KnownMessage> known(long channelId, Collection<Long> messageIds);
}
