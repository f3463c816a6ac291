package telegramgateway.mtproto.session;

import java.time.Duration;

/** A session that a person logs in: the one in this process, or one in a running gateway. */
public interface Login {

    /** How it stands with the session. */
    SessionStatus status();

    /**
     * Takes a step. What was entered is neither kept nor logged.
     *
     * @param value what the step needs; empty when it needs nothing
     * @throws SessionException when Telegram refuses it or does not answer
     */
    void take(LoginStep step, String value);

    /** Waits until the status is another one, or the limit is over. */
    SessionStatus awaitOtherThan(SessionStatus known, Duration limit) throws InterruptedException;
}
