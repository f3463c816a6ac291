package telegramgateway.mtproto.login;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import telegramgateway.mtproto.session.Login;
import telegramgateway.mtproto.session.LoginStep;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionStatus;

/** The login of a session that a running gateway has open. */
final class RemoteLogin implements Login {
    /** Longer than the gateway waits for Telegram. */
    private static final Duration STEP_LIMIT = Duration.ofSeconds(80);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

    private final GatewaySessions gateway;
    private final String session;

    RemoteLogin(GatewaySessions gateway, String session) {
        this.gateway = gateway;
        this.session = session;
    }

    /** @throws SessionException also when the gateway does not answer */
    @Override
    public SessionStatus status() {
        return gateway.status(session);
    }

    @Override
    public void take(LoginStep step, String value) {
        gateway.post("/sessions/" + session + "/" + step.pathName(), Map.of("value", value), STEP_LIMIT);
    }

    @Override
    public SessionStatus awaitOtherThan(SessionStatus known, Duration limit) throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            SessionStatus now = status();
            if (!now.equals(known) || System.nanoTime() - begun >= limit.toNanos()) {
                return now;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
