package telegramgateway.control;

/** The gateway did not do what it was asked; the message says why and what to do. */
public final class ControlException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ControlException(String message) {
        super(message);
    }

    ControlException(String message, Throwable cause) {
        super(message, cause);
    }
}
