package telegramgateway.mtproto.login;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import telegramgateway.mtproto.session.Login;
import telegramgateway.mtproto.session.LoginStep;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.mtproto.session.SessionStatus;

/** Leads a person through the login of a session: asks for what Telegram wants to know, until it is ready. */
final class LoginPrompt {
    /** A code that is wrong so often was meant for something else. */
    private static final int REFUSALS_MAX = 5;

    private static final Duration LOOK = Duration.ofSeconds(2);

    /** Telegram's servers answer in a second; an unreachable network never does. */
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(90);

    private final Terminal terminal;
    private final Login login;
    private final LoginWay way;
    private int refusals;
    private String shownLink = "";
    private boolean begun;

    /**
     * How the login begins.
     *
     * @param phoneNumber null to ask for it
     * @param qr whether to show a QR code instead of asking for a number
     */
    record LoginWay(@Nullable String phoneNumber, boolean qr) {}

    LoginPrompt(Terminal terminal, Login login, LoginWay way) {
        this.terminal = terminal;
        this.login = login;
        this.way = way;
    }

    /**
     * Returns once the session is logged in.
     *
     * @return false when the person has given up, or nothing that a person enters would help
     */
    boolean run() throws InterruptedException {
        SessionStatus status = login.status();
        long silentSince = System.nanoTime();
        while (true) {
            SessionState state = status.state();
            if (state == SessionState.READY) {
                terminal.say("Logged in: the session " + status.name() + " is ready.");
                return true;
            }
            if (isHopeless(state)) {
                terminal.say(state.remedy());
                return false;
            }
            if (state != SessionState.OPENING && state != SessionState.CLOSED && !answered(status)) {
                return false;
            }
            SessionStatus next = login.awaitOtherThan(status, LOOK);
            if (next.state() != state || !state.equals(SessionState.OPENING)) {
                silentSince = System.nanoTime();
            } else if (System.nanoTime() - silentSince > SILENCE_LIMIT.toNanos()) {
                terminal.say("Telegram does not answer. Check the network, or set TELEGRAM_PROXY.");
                return false;
            }
            status = next;
        }
    }

    private static boolean isHopeless(SessionState state) {
        return switch (state) {
            case WRONG_KEY, BANNED, UNREGISTERED, FAILED -> true;
            default -> false;
        };
    }

    /** Asks what the state wants and hands it over; false when the person has ended it. */
    private boolean answered(SessionStatus status) throws InterruptedException {
        if (isOfAnotherWay(status.state())) {
            return begin();
        }
        return switch (status.state()) {
            case AWAITING_LOGIN, EXPIRED, DUPLICATED, CORRUPT -> begin();
            case AWAITING_CODE -> code();
            case AWAITING_EMAIL_ADDRESS -> enter(LoginStep.EMAIL_ADDRESS, terminal.ask("E-mail address:"));
            case AWAITING_EMAIL_CODE -> enter(LoginStep.EMAIL_CODE, terminal.askSecretly("Code from the e-mail:"));
            case AWAITING_PASSWORD -> enter(LoginStep.PASSWORD, terminal.askSecretly(passwordQuestion(status)));
            case AWAITING_CONFIRMATION -> show(status.qrLink());
            default -> true;
        };
    }

    /** Somebody has begun otherwise and left. */
    private boolean isOfAnotherWay(SessionState state) {
        return !begun && (way.qr() ? state == SessionState.AWAITING_CODE : state == SessionState.AWAITING_CONFIRMATION);
    }

    private boolean begin() throws InterruptedException {
        begun = true;
        if (way.qr()) {
            return take(LoginStep.QR, "");
        }
        String configured = refusals == 0 ? way.phoneNumber() : null;
        return enter(
                LoginStep.PHONE,
                configured != null
                        ? configured
                        : terminal.ask("Phone number with country code, such as +49 170 1234567:"));
    }

    private boolean code() throws InterruptedException {
        String entered = terminal.askSecretly("Code that Telegram has sent (r to have it sent again):");
        return entered.strip().equalsIgnoreCase("r") ? take(LoginStep.RESEND, "") : enter(LoginStep.CODE, entered);
    }

    private static String passwordQuestion(SessionStatus status) {
        return status.passwordHint().isEmpty()
                ? "2FA password:"
                : "2FA password (hint: " + status.passwordHint() + "):";
    }

    private boolean show(String link) {
        if (!link.isEmpty() && !link.equals(shownLink)) {
            shownLink = link;
            terminal.say("Scan this with Telegram on a phone: Settings, Devices, Link Desktop Device.");
            QrCode.lines(link).forEach(terminal::say);
        }
        return true;
    }

    private boolean enter(LoginStep step, String value) throws InterruptedException {
        if (value.isBlank()) {
            terminal.say("Nothing was entered: the login is given up.");
            return false;
        }
        return take(step, value);
    }

    /** Takes the step and waits until the session has moved by it; false after too many refusals. */
    private boolean take(LoginStep step, String value) throws InterruptedException {
        SessionStatus before = login.status();
        try {
            login.take(step, value);
            login.awaitOtherThan(before, LOOK);
            return true;
        } catch (SessionException e) {
            terminal.say(e.getMessage() + " " + e.hint());
            refusals++;
            return refusals < REFUSALS_MAX;
        }
    }
}
