package telegramgateway.mtproto.intake;

/** Whether intake accepts. */
public enum IntakeState {
    ACCEPTING("accepting"),
    /** The start has not heard from every target. */
    WAITING_FOR_TARGETS("waiting for the targets to say what they hold"),
    /** The targets must catch up first. */
    JOURNAL_FULL("the journal is full, sources wait"),
    /** The disk is full or broken. */
    JOURNAL_FAILS("the journal cannot be written"),
    /** The writing thread has died, or the gateway stops. */
    STOPPED("nothing is written until the gateway is started again");

    private final String text;

    IntakeState(String text) {
        this.text = text;
    }

    /** In words, for people. */
    public String text() {
        return text;
    }
}
