package telegramgateway.mtproto.imports;

/** The disk does not take a file: it is full, or broken. */
final class NotKeptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotKeptException(Exception cause) {
        super("The file cannot be kept: " + cause.getMessage(), cause);
    }
}
