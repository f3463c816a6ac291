package telegramgateway.mtproto.telegram;

/** A channel cannot be watched. The message says why. */
public final class WatchRefusedException extends RuntimeException {
    private final String hint;

    /** @param hint what to do about it */
    WatchRefusedException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
