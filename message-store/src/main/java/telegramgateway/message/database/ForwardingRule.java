package telegramgateway.message.database;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is forwarded within Telegram, and where to.
 *
 * @param id the database's, from 1
 * @param channelId whose messages; null for every registered channel
 * @param destination the chat that gets copies; never the channel itself
 * @param filter a regular expression that must be found in the text; null for every message
 * @param createdAt what was accepted before that is not forwarded
 */
public record ForwardingRule(
        long id,
        @Nullable Long channelId,
        long destination,
        @Nullable String filter,
        boolean enabled,
        Instant createdAt) {}
