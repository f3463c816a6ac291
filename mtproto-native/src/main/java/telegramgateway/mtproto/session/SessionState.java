package telegramgateway.mtproto.session;

import java.util.Locale;

/** What a session is in. Each state that needs a person says what to do. */
public enum SessionState {
    OPENING(""),
    AWAITING_LOGIN("Log in with bin/login."),
    AWAITING_CODE("Enter the code that Telegram has sent: bin/login, or POST /sessions/NAME/code."),
    AWAITING_EMAIL_ADDRESS("Telegram wants an e-mail address for this account: bin/login."),
    AWAITING_EMAIL_CODE("Enter the code that Telegram has sent by e-mail: bin/login."),
    AWAITING_CONFIRMATION("Scan the QR code with a phone that is logged in: Settings, Devices, Link Desktop Device."),
    AWAITING_PASSWORD("Enter the account's 2FA password: bin/login."),
    READY(""),
    EXPIRED("Telegram has ended the session, or somebody has from another device. Log in again with bin/login."),
    DUPLICATED("A copy of the session was used elsewhere, so Telegram has ended it. Remove the copy, then bin/login."),
    CORRUPT("The session's files are damaged and were set aside. Log in with bin/login, or bring a backup back."),
    WRONG_KEY("TELEGRAM_SESSION_KEY is not the key with which the session was made. Set the right one and restart."),
    BANNED("Telegram has banned the phone number. Write to recover@telegram.org, or use another account."),
    UNREGISTERED("The phone number has no account. Make one with Telegram's own app first."),
    FAILED("See the log for TDLib's words, mend that, and restart."),
    CLOSED("");

    private final String remedy;

    SessionState(String remedy) {
        this.remedy = remedy;
    }

    /** What a person has to do; empty when nothing. */
    public String remedy() {
        return remedy;
    }

    /** The name in JSON, metrics and logs, such as {@code awaiting_code}. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a person must log in before anything is received. */
    public boolean needsLogin() {
        return !remedy.isEmpty();
    }
}
