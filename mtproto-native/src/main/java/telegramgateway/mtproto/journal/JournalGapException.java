package telegramgateway.mtproto.journal;

/** A target stands below the oldest entry: events that it lacks are no longer in the journal. */
public class JournalGapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalGapException(TargetLane lane, long position, long missing) {
        super("The target " + lane + " went back to position " + position + ", and " + missing
                + " of the events that it lacks are no longer in the journal. It stays there: see \"A target is behind"
                + " the journal\" in the module's README.");
    }
}
