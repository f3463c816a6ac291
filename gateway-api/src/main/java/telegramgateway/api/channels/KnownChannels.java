package telegramgateway.api.channels;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import telegramgateway.api.http.Ids;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;

/**
 * Tells a chat that has no messages from a chat that nobody has heard of. A chat once known stays known to this
 * process. Safe for use by many threads.
 */
@Component
public final class KnownChannels {
    private static final long FROM_OLDEST = 0;

    private final MessageCache cache;
    private final MessageDatabase database;
    private final Set<Long> known = ConcurrentHashMap.newKeySet();

    KnownChannels(MessageCache cache, MessageDatabase database) {
        this.cache = cache;
        this.database = database;
    }

    /** Refuses a chat that neither cache nor database knows; 503 when only the database could tell and is away. */
    public void require(long channelId) {
        if (known.contains(channelId)) {
            return;
        }
        boolean cached = cache.read(channelId, FROM_OLDEST, 1).knownHead() > 0;
        if (!cached && !database.channelExists(channelId)) {
            throw Ids.unknownChat(channelId);
        }
        known.add(channelId);
    }
}
