package telegramgateway.mtproto.session;

/** A session cannot be opened or a step of its login was refused. The message is for people and holds no secret. */
public final class SessionException extends RuntimeException {
    private final String hint;

    /** @param hint what to do about it */
    public SessionException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public SessionException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
