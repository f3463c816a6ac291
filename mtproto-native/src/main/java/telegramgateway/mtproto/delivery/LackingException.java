package telegramgateway.mtproto.delivery;

import telegramgateway.message.feed.StoreUnavailableException;

/** The database cannot say now what a target lacks in the journal. The target itself may be well. */
final class LackingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LackingException(String reason) {
        super(reason);
    }

    LackingException(StoreUnavailableException cause) {
        super(cause.getMessage(), cause);
    }
}
