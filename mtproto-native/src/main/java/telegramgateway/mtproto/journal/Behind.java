package telegramgateway.mtproto.journal;

/**
 * What a lane lacks in the journal: the journal kept no more for it than its share, and the database has it.
 *
 * @param upTo of the lane's entries up to here some or all are no longer in the journal, and all above are
 * @param events number of those above its cursor that it has not had; {@link #UNCOUNTED} if nobody has counted them
 * @param nextSequence of the first event after them
 */
public record Behind(long upTo, long events, long nextSequence) {
    /** The target was switched on with what is older than the journal, and the database was not asked yet. */
    public static final long UNCOUNTED = -1;

    public boolean isCounted() {
        return events != UNCOUNTED;
    }
}
