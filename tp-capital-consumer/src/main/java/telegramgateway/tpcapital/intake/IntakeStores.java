package telegramgateway.tpcapital.intake;

import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.MessageFeed;
import telegramgateway.tpcapital.store.SignalStore;

/**
 * Where messages come from and where decisions go.
 *
 * @param feed the messages of a channel, from the first tier that can prove them
 * @param database knows the channels, and how many messages wait
 * @param cache hints at news, and is told what is committed
 * @param signals takes the decisions together with the cursor
 */
public record IntakeStores(MessageFeed feed, MessageDatabase database, MessageCache cache, SignalStore signals) {}
