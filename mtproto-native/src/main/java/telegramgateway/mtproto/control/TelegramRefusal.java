package telegramgateway.mtproto.control;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.mtproto.telegram.Account;
import telegramgateway.service.web.ErrorAnswer;
import telegramgateway.tdlib.TdError;

/** The answer to a request that Telegram refuses, or does not hear. */
final class TelegramRefusal {
    static final String AWAY = "TELEGRAM_AWAY";

    private TelegramRefusal() {}

    /**
     * 429 with {@code Retry-After} where Telegram says when; 503 where the account, and not the request, is the reason,
     * as far as can be told; else 409 with Telegram's reason.
     */
    static ResponseEntity<byte[]> of(TdError e, Account account, String hint) {
        return of(e, account.session().state(), account.isSettled(), hint);
    }

    /** @param settled whether the account is connected and knows its chats */
    static ResponseEntity<byte[]> of(TdError e, SessionState state, boolean settled, String hint) {
        if (e.code() == HttpStatus.TOO_MANY_REQUESTS.value() || e.retryAfter().isPresent()) {
            HttpHeaders headers = new HttpHeaders();
            e.retryAfter().ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds())));
            return refused(HttpStatus.TOO_MANY_REQUESTS, e, hint, headers);
        }
        if (state != SessionState.READY) {
            return away(sentence(state) + " TDLib says: " + e.reason(), remedy(state));
        }
        boolean saysNothingOfTheRequest =
                e.code() == HttpStatus.UNAUTHORIZED.value() || e.code() >= HttpStatus.INTERNAL_SERVER_ERROR.value();
        return saysNothingOfTheRequest || !settled
                ? away("Telegram cannot be asked now: " + e.reason(), "Wait a minute, and try again.")
                : refused(HttpStatus.CONFLICT, e, hint, new HttpHeaders());
    }

    static ResponseEntity<byte[]> of(SessionException e) {
        return away(String.valueOf(e.getMessage()), e.hint());
    }

    static String sentence(SessionState state) {
        return "The session of the user account is " + state.jsonName() + ".";
    }

    static String remedy(SessionState state) {
        return state.needsLogin() ? state.remedy() : "Wait until it is open.";
    }

    private static ResponseEntity<byte[]> away(String message, String hint) {
        return answer(ErrorAnswer.of(HttpStatus.SERVICE_UNAVAILABLE.value(), AWAY, message, hint), new HttpHeaders());
    }

    private static ResponseEntity<byte[]> refused(HttpStatus status, TdError e, String hint, HttpHeaders headers) {
        return answer(
                ErrorAnswer.of(status.value(), "TELEGRAM_REFUSES", "Telegram refuses: " + e.reason(), hint), headers);
    }

    private static ResponseEntity<byte[]> answer(ErrorAnswer answer, HttpHeaders headers) {
        headers.setContentType(MediaType.APPLICATION_JSON);
        return ResponseEntity.status(answer.status()).headers(headers).body(answer.json());
    }
}
