package telegramgateway.mtproto.session;

import java.time.Duration;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.node.ObjectNode;

/** The steps by which a person logs a session in. What was entered is neither kept nor logged. */
public final class Login {
    private static final Duration STEP_LIMIT = Duration.ofSeconds(70);

    private final TelegramSession session;

    public Login(TelegramSession session) {
        this.session = session;
    }

    /** @param number international, such as {@code +491701234567}; spaces do not matter */
    public void phone(String number) {
        step(TdLibrary.request("setAuthenticationPhoneNumber").put("phone_number", number));
    }

    /** @param code as Telegram has sent it */
    public void code(String code) {
        step(TdLibrary.request("checkAuthenticationCode").put("code", code.strip()));
    }

    /** Asks for the code once more, by the next way that Telegram has. */
    public void resend() {
        step(TdLibrary.request("resendAuthenticationCode")
                .set("reason", TdLibrary.request("resendCodeReasonUserRequest")));
    }

    public void emailAddress(String address) {
        step(TdLibrary.request("setAuthenticationEmailAddress").put("email_address", address.strip()));
    }

    public void emailCode(String code) {
        step(TdLibrary.request("checkAuthenticationEmailCode")
                .set("code", TdLibrary.request("emailAddressAuthenticationCode").put("code", code.strip())));
    }

    public void password(String password) {
        step(TdLibrary.request("checkAuthenticationPassword").put("password", password));
    }

    public void botToken(String token) {
        step(TdLibrary.request("checkAuthenticationBotToken").put("token", token.strip()));
    }

    /** Makes a link that a device which is logged in confirms: {@link TelegramSession#qrLink()}. */
    public void qr() {
        ObjectNode request = TdLibrary.request("requestQrCodeAuthentication");
        request.putArray("other_user_ids");
        step(request);
    }

    private void step(ObjectNode request) {
        try {
            session.ask(request, STEP_LIMIT);
        } catch (TdError e) {
            throw LoginRefusal.of(e);
        }
    }
}
