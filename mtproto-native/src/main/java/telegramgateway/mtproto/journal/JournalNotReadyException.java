package telegramgateway.mtproto.journal;

/** The journal has not asked the targets what they hold, or begins anew: nothing is appended until it has. */
public final class JournalNotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalNotReadyException() {
        super("The journal has not asked the targets what they hold");
    }
}
