package telegramgateway.mtproto.journal;

/** The journal cannot be opened, read or written. The message says what is wrong and what to do. */
public class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The journal has not asked the targets what they hold, or begins anew: nothing is appended until it has. */
    public static final class NotReady extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotReady() {
            super("The journal has not asked the targets what they hold");
        }
    }
}
