package telegramgateway.mtproto.session;

import org.jspecify.annotations.Nullable;
import telegramgateway.service.settings.Secret;

/**
 * How to open a session.
 *
 * @param apiId from my.telegram.org, positive
 * @param key encrypts the session's files; null for none
 * @param botToken of a bot; null for a user account
 * @param proxy null for none
 * @param testServers true for Telegram's own test servers, which have other accounts
 */
public record SessionOptions(
        int apiId,
        Secret apiHash,
        @Nullable Secret key,
        @Nullable Secret botToken,
        @Nullable TelegramProxy proxy,
        boolean testServers) {}
