package telegramgateway.message;

import org.jspecify.annotations.Nullable;

/**
 * The message that a message answers.
 *
 * @param messageId server id; negative for a message of a migrated basic group
 * @param channelId TDLib chat id when it lies in another chat; null for the same chat
 */
public record Reply(long messageId, @Nullable Long channelId) {}
