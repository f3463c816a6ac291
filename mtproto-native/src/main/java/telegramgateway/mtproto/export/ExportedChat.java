package telegramgateway.mtproto.export;

import org.jspecify.annotations.Nullable;
import telegramgateway.message.StorableText;

/**
 * A chat of an export.
 *
 * @param channelId TDLib chat id: {@code -100…} for channels and supergroups, negative for basic groups, positive for
 *     users; 0 when the file does not say
 * @param title null when the export leaves it out
 * @param type Telegram Desktop's name of its kind, such as {@code public_channel} or {@code personal_chat}
 */
public record ExportedChat(long channelId, @Nullable String title, String type) {
    /** A longer title or type is cut, UTF-16 units; Telegram allows 128. */
    private static final int MAX_NAME = 256;

    public ExportedChat {
        title = title == null ? null : cut(title);
        type = cut(type);
    }

    /** True for a chat of which nothing is taken: with a person or a bot, or of an unknown kind. */
    public boolean isRefused() {
        return channelId == 0 || PeerIds.isPrivate(type);
    }

    private static String cut(String name) {
        return name.length() > MAX_NAME ? StorableText.of(name.substring(0, MAX_NAME)) : name;
    }
}
