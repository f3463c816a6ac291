package telegramgateway.message.database;

/**
 * The lane's cursor does not stand where the batch expected it; nothing was written. Another writer was here, an
 * earlier commit whose answer was lost has succeeded, or the database was restored: read the cursor and go on from
 * there.
 */
public class CursorMovedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CursorMovedException(String message) {
        super(message);
    }
}
