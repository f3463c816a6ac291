package telegramgateway.mtproto.delivery;

/** The other side refuses one of the events for good: trying again cannot help. The message is its reason. */
final class EventRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EventRefusedException(String reason) {
        super(reason);
    }
}
