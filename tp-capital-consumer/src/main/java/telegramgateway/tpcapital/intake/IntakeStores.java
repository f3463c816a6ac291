package telegramgateway.tpcapital.intake;

import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.MessageFeed;
import telegramgateway.tpcapital.store.SignalStore;

/**
 * Where messages come from.
 *
 * @param feed the messages of a channel, from the first tier that can prove them
 * @param database knows the channels, and how many messages wait
 * @param cache hints at news
 * @param signals knows how far each channel is processed
 */
public record IntakeStores(MessageFeed feed, MessageDatabase database, MessageCache cache, SignalStore signals) {}
