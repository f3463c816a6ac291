package telegramgateway.mtproto.push;

import telegramgateway.message.feed.StoreUnavailableException;

/** Nothing is tried now: the endpoints failed too often, or asked for a pause. */
final class EndpointsAwayException extends StoreUnavailableException {
    private static final long serialVersionUID = 1L;

    EndpointsAwayException(String message) {
        super(message, null);
    }
}
