package telegramgateway.mtproto.login;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.mtproto.session.Login;
import telegramgateway.mtproto.session.LoginStep;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.mtproto.session.SessionStatus;

/** A login whose course is written down: what follows each step, and what follows by itself. Nothing waits. */
final class PaperLogin implements Login {
    /** Null as the next status: the step is refused. */
    private record Turn(@Nullable LoginStep step, @Nullable SessionStatus next) {}

    private final Deque<Turn> course = new ArrayDeque<>();
    final List<String> taken = new ArrayList<>();
    private SessionStatus status;

    PaperLogin(SessionState begin) {
        status = in(begin, "", "");
    }

    static SessionStatus in(SessionState state, String qrLink, String passwordHint) {
        return new SessionStatus("user", state, state == SessionState.READY, qrLink, passwordHint);
    }

    PaperLogin after(LoginStep step, SessionState next) {
        return after(step, in(next, "", ""));
    }

    PaperLogin after(LoginStep step, SessionStatus next) {
        course.add(new Turn(step, next));
        return this;
    }

    PaperLogin refuses(LoginStep step) {
        course.add(new Turn(step, null));
        return this;
    }

    PaperLogin byItself(SessionStatus next) {
        course.add(new Turn(null, next));
        return this;
    }

    @Override
    public SessionStatus status() {
        return status;
    }

    @Override
    public void take(LoginStep step, String value) {
        taken.add(step + " " + value);
        Turn turn = course.remove();
        if (turn.step() != step) {
            throw new AssertionError(step + " comes where " + turn.step() + " was to come");
        }
        if (turn.next() == null) {
            throw new SessionException("Wrong.", "Look again.");
        }
        status = turn.next();
    }

    @Override
    public SessionStatus awaitOtherThan(SessionStatus known, Duration limit) {
        Turn next = course.peek();
        if (status.equals(known) && next != null && next.step() == null) {
            course.remove();
            status = next.next() == null ? status : next.next();
        }
        return status;
    }
}
