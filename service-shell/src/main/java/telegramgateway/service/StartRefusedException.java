package telegramgateway.service;

/** A service cannot start, for a reason that a person can do something about. Ends the process with status 1. */
public final class StartRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /**
     * @param message what is wrong, in a sentence
     * @param hint what to do about it
     */
    public StartRefusedException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
