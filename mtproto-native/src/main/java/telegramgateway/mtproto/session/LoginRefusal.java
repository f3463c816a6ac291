package telegramgateway.mtproto.session;

import java.time.Duration;
import java.util.Map;
import telegramgateway.tdlib.TdError;

/** Telegram's codes for what it refuses at login (core.telegram.org/method/auth.sendCode, auth.signIn), in words. */
final class LoginRefusal {
    private static final String AGAIN = "Begin again with the phone number.";

    private static final Map<String, SessionException> WORDS = Map.ofEntries(
            words("PHONE_NUMBER_INVALID", "This is no phone number.", "Enter it with the country code: +49 170 …"),
            words("PHONE_NUMBER_BANNED", "Telegram has banned this number.", "Write to recover@telegram.org."),
            words("PHONE_NUMBER_FLOOD", "This number was tried too often.", "Wait a day."),
            words("PHONE_CODE_INVALID", "The code is wrong.", "Look at the newest message of Telegram's own chat."),
            words("PHONE_CODE_EMPTY", "The code is empty.", "Enter the digits that Telegram has sent."),
            words("PHONE_CODE_EXPIRED", "The code has expired.", AGAIN),
            words("PHONE_PASSWORD_FLOOD", "The password was tried too often.", "Wait a day."),
            words("PASSWORD_HASH_INVALID", "The 2FA password is wrong.", "Capital letters matter."),
            words("EMAIL_CODE_INVALID", "The code from the e-mail is wrong.", "Look at the newest e-mail."),
            words("CODE_INVALID", "The code is wrong.", "Look at the newest e-mail."),
            words("ACCESS_TOKEN_INVALID", "Telegram does not know this bot token.", "Ask @BotFather for the token."),
            words("ACCESS_TOKEN_EXPIRED", "The bot token was revoked.", "Ask @BotFather for the new one."),
            words("API_ID_INVALID", "TELEGRAM_API_ID or TELEGRAM_API_HASH is wrong.", "See my.telegram.org."));

    private LoginRefusal() {}

    private static Map.Entry<String, SessionException> words(String code, String message, String hint) {
        return Map.entry(code, new SessionException(message, hint));
    }

    static SessionException of(TdError error) {
        SessionException known = WORDS.get(error.reason());
        if (known != null) {
            return new SessionException(String.valueOf(known.getMessage()), known.hint(), error);
        }
        return error.retryAfter()
                .map(wait -> new SessionException(
                        "Telegram wants to be left alone for " + words(wait) + ".",
                        "Wait that long: trying sooner makes it longer.",
                        error))
                .orElseGet(() -> new SessionException(
                        "Telegram refuses: " + error.reason(),
                        "Look up the code on core.telegram.org/api/errors.",
                        error));
    }

    private static String words(Duration wait) {
        long seconds = wait.toSeconds();
        return seconds < 120 ? seconds + " seconds" : wait.toMinutes() + " minutes";
    }
}
