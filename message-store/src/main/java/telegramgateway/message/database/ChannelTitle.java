package telegramgateway.message.database;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a channel besides its messages.
 *
 * @param channelId TDLib chat id
 * @param title as last seen
 * @param username public name without {@code @}; null if none or unknown
 * @param type the source's name of the chat type, such as {@code public_channel}
 * @param registered true while its messages are taken from Telegram as they come
 */
public record ChannelTitle(
        long channelId, String title, @Nullable String username, String type, boolean registered) {

    /** As a source names it, which does not decide whether its messages are taken. */
    public ChannelTitle(long channelId, String title, @Nullable String username, String type) {
        this(channelId, title, username, type, false);
    }
}
