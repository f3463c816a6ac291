package telegramgateway.mtproto.imports;

/** A file exceeds what the gateway takes. */
final class FileTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
