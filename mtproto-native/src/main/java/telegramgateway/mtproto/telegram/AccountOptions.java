package telegramgateway.mtproto.telegram;

import java.time.Duration;
import java.util.List;
import telegramgateway.message.MessageSource;
import telegramgateway.mtproto.session.SessionOptions;

/**
 * One account that receives.
 *
 * @param name of its session, and in its messages
 * @param source {@code USER} or {@code BOT}
 * @param quietMax how long nothing may come before Telegram is asked for a sign of life
 * @param openChats ids of chats that are kept open in turn; empty for a bot
 */
public record AccountOptions(
        String name, MessageSource source, SessionOptions session, Duration quietMax, List<Long> openChats) {
    public AccountOptions {
        openChats = List.copyOf(openChats);
    }
}
