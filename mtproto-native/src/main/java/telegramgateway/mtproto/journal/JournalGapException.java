package telegramgateway.mtproto.journal;

/** A target stands below the oldest entry, and events that it lacks can be had from nowhere. */
public class JournalGapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalGapException(TargetLane lane, long position, long missing) {
        super("The target " + lane + " went back to position " + position + ", and " + missing
                + " of the events that it lacks are no longer in the journal. It stays there: see \"A target is behind"
                + " the journal\" in the module's README.");
    }

    /** A target that is behind cannot have from the database what the journal counted. */
    public JournalGapException(TargetLane lane, long position, long counted, long found) {
        super("The target " + lane + " stands at position " + position + " and lacks " + counted
                + " events that are no longer in the journal; the database has " + found
                + " of them. It stays there rather than skip any: see \"A target is behind the journal\" in the"
                + " module's README.");
    }
}
