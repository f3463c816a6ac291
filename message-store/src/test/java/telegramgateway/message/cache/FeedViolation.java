package telegramgateway.message.cache;

/** A broken promise of the feed. */
final class FeedViolation extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** Which promise. */
    enum Promise {
        /** A reader went past a message's latest state without having got it. */
        SKIPS,
        /** A reader got an older state after a newer one, or a place behind its cursor. */
        GOES_BACK,
        /** A page looked complete although an event was missing that it had to know. */
        BLIND,
        /** A page held or promised what was never accepted. */
        INVENTS,
        /** A reader does not come to the end although everything is up. */
        STALLS,
        /** The cache or the feed did not answer although it could. */
        REFUSES
    }

    private final Promise promise;

    FeedViolation(Promise promise, String text) {
        super(promise + ": " + text);
        this.promise = promise;
    }

    Promise promise() {
        return promise;
    }
}
