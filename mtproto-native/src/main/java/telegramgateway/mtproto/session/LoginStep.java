package telegramgateway.mtproto.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A step by which a person logs a session in, with what it needs to be told. */
public enum LoginStep {
    /** An international number, such as {@code +49 170 1234567}. */
    PHONE,
    /** The digits that Telegram has sent. */
    CODE,
    /** Asks for the code once more, by the next way that Telegram has. Needs nothing. */
    RESEND,
    EMAIL_ADDRESS,
    /** The digits that Telegram has sent by e-mail. */
    EMAIL_CODE,
    /** The 2FA password. */
    PASSWORD,
    /** What @BotFather has said. */
    BOT_TOKEN,
    /** Makes a link that a device which is logged in confirms. Needs nothing. */
    QR;

    /** The name in addresses, such as {@code email-code}. */
    public String pathName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The step of a name in an address. */
    public static Optional<LoginStep> of(String pathName) {
        return Arrays.stream(values())
                .filter(step -> step.pathName().equals(pathName))
                .findFirst();
    }

    /** Whether anything is to be entered. */
    public boolean needsValue() {
        return this != RESEND && this != QR;
    }

    /** TDLib's request. */
    ObjectNode request(String value) {
        return switch (this) {
            case PHONE -> TdLibrary.request("setAuthenticationPhoneNumber").put("phone_number", value.strip());
            case CODE -> TdLibrary.request("checkAuthenticationCode").put("code", value.strip());
            case RESEND -> with("resendAuthenticationCode", "reason", TdLibrary.request("resendCodeReasonUserRequest"));
            case EMAIL_ADDRESS ->
                TdLibrary.request("setAuthenticationEmailAddress").put("email_address", value.strip());
            case EMAIL_CODE ->
                with(
                        "checkAuthenticationEmailCode",
                        "code",
                        TdLibrary.request("emailAddressAuthenticationCode").put("code", value.strip()));
            case PASSWORD -> TdLibrary.request("checkAuthenticationPassword").put("password", value);
            case BOT_TOKEN -> TdLibrary.request("checkAuthenticationBotToken").put("token", value.strip());
            case QR -> with("requestQrCodeAuthentication", "other_user_ids", TdLibrary.array());
        };
    }

    private static ObjectNode with(String method, String field, JsonNode value) {
        ObjectNode request = TdLibrary.request(method);
        request.set(field, value);
        return request;
    }
}
