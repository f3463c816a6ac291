package telegramgateway.mtproto.push;

/** What became of an event that was pushed. */
public sealed interface Outcome {

    /** The endpoint has it. */
    record Published() implements Outcome {}

    /** The endpoint will never take it. */
    record Refused(String reason) implements Outcome {}

    /** All tries failed for reasons that may pass. */
    record GivenUp(String reason) implements Outcome {}
}
