package telegramgateway.mtproto.telegram;

import telegramgateway.message.MessageSource;
import telegramgateway.mtproto.session.SessionOptions;

/**
 * One account that receives.
 *
 * @param name of its session, and in its messages
 * @param source {@code USER} or {@code BOT}
 */
public record AccountOptions(String name, MessageSource source, SessionOptions session) {}
