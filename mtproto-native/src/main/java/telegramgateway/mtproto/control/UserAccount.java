package telegramgateway.mtproto.control;

import java.util.Optional;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.mtproto.telegram.Account;
import telegramgateway.mtproto.telegram.Telegram;
import telegramgateway.service.web.RequestRefusedException;

/** The user account, for requests that only it can fulfil. */
final class UserAccount {
    private UserAccount() {}

    /**
     * @throws RequestRefusedException when there is none, or it is not logged in: TDLib's own answer would be as if the
     *     request was wrong
     */
    static Account loggedIn(Optional<Telegram> telegram) {
        Account account = telegram.flatMap(Telegram::userAccount)
                .orElseThrow(() -> new RequestRefusedException(
                        409,
                        "NO_ACCOUNT",
                        "No user account is connected with Telegram",
                        "Set TELEGRAM_API_ID and TELEGRAM_API_HASH; a bot alone can do none of it."));
        SessionState state = account.session().state();
        if (state != SessionState.READY) {
            throw new RequestRefusedException(
                    503, TelegramRefusal.AWAY, TelegramRefusal.sentence(state), TelegramRefusal.remedy(state));
        }
        return account;
    }
}
