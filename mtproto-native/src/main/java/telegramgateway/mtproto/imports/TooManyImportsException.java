package telegramgateway.mtproto.imports;

/** No further import may begin before one has ended. */
final class TooManyImportsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
