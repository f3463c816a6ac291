package telegramgateway.message.database;

/**
 * The database refuses the data of a batch for good; nothing was written and a repetition will fail as well. The
 * message carries the SQLSTATE and the server's reason, never the data.
 */
public class DataRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataRefusedException(String message) {
        super(message);
    }
}
