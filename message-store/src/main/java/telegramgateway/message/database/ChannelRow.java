package telegramgateway.message.database;

import org.jspecify.annotations.Nullable;

/**
 * A channel as the database knows it. Every channel that has a message has one.
 *
 * @param channelId TDLib chat id
 * @param title as last seen; null until a source has named it
 * @param username public name without {@code @}; null if none or unknown
 * @param type the source's name of the chat type; null until a source has named it
 * @param active false when an operator switched the channel off
 * @param registered true while its messages are taken from Telegram as they come
 */
public record ChannelRow(
        long channelId,
        @Nullable String title,
        @Nullable String username,
        @Nullable String type,
        boolean active,
        boolean registered) {}
