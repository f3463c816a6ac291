package telegramgateway.message.database;

/** A migration failed; the message says why and what to do, without secrets. What was applied before stays applied. */
final class MigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
