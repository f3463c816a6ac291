package telegramgateway.mtproto.intake;

import telegramgateway.message.MessageEvent;

/** What became of an observation. */
public sealed interface Outcome {

    /** It is an event now: on disk, and on its way to every target. */
    record Accepted(MessageEvent event) implements Outcome {}

    /**
     * It is no event.
     *
     * @param reason {@code unchanged} when the message is known in this state, {@code stale} when it is known in a
     *     later one
     */
    record Rejected(String reason) implements Outcome {}
}
