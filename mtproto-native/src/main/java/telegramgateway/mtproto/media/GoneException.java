package telegramgateway.mtproto.media;

/** Telegram does not have it any more, or not for this account. */
final class GoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GoneException(String reason) {
        super(reason);
    }
}
