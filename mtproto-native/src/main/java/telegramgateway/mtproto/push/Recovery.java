package telegramgateway.mtproto.push;

import java.util.Locale;

/**
 * The latest run that publishes the events of the failure queue again. It is asked for by anybody and done by the one
 * thread that publishes, so that nothing overtakes. Safe for use by many threads.
 */
public final class Recovery {
    private State state = State.NONE;
    private boolean asked;
    private long recovered;
    private long refused;
    private long kept;
    private String reason = "";

    /** How far it is. */
    enum State {
        NONE,
        WAITING,
        RUNNING,
        DONE
    }

    /**
     * @param state {@code none}, {@code waiting}, {@code running} or {@code done}
     * @param recovered events that the endpoint has taken
     * @param refused events that the endpoint refuses for good; they are parked
     * @param kept events that stay in the queue
     * @param reason why the first of them stays; empty when none does
     */
    public record Progress(String state, long recovered, long refused, long kept, String reason) {}

    /** Asks for a run that begins from now on; several that wait are one. */
    public synchronized void ask() {
        asked = true;
        if (state != State.RUNNING) {
            state = State.WAITING;
            forget();
        }
    }

    public synchronized boolean isAsked() {
        return asked;
    }

    /** A run begins, asked for or not. */
    public synchronized void begin() {
        asked = false;
        state = State.RUNNING;
        forget();
    }

    private void forget() {
        recovered = 0;
        refused = 0;
        kept = 0;
        reason = "";
    }

    public synchronized void recovered() {
        recovered++;
    }

    public synchronized void refused() {
        refused++;
    }

    public synchronized void kept(long events, String why) {
        kept += events;
        if (reason.isEmpty()) {
            reason = why;
        }
    }

    public synchronized void end() {
        state = asked ? State.WAITING : State.DONE;
    }

    public synchronized Progress progress() {
        return new Progress(state.name().toLowerCase(Locale.ROOT), recovered, refused, kept, reason);
    }
}
