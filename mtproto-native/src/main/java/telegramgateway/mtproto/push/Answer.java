package telegramgateway.mtproto.push;

import java.time.Duration;

/** What came of one request. */
sealed interface Answer {

    /** The endpoint has the event. */
    record Taken() implements Answer {}

    /** The endpoint refuses the event for good. */
    record Refused(String reason) implements Answer {}

    /** The endpoint asks for a pause. */
    record Paused(Duration pause) implements Answer {}

    /**
     * Something that may pass.
     *
     * @param kind a label of {@code telegram_publish_failures_total}: one of few words
     */
    record Failed(String kind, String reason) implements Answer {}
}
