package telegramgateway.message.audit;

import java.util.List;

/**
 * Message ids of which an audit says something.
 *
 * @param ids how many there are
 * @param runs how many runs of consecutive ids they are
 * @param first the lowest runs, ascending, {@link #LISTED_MAX} at most
 */
public record IdRuns(long ids, long runs, List<Run> first) {

    /** Runs that are named; of the others it is said how many they are. */
    public static final int LISTED_MAX = 20;

    static final IdRuns NONE = new IdRuns(0, 0, List.of());

    /** The ids lo to hi, both inclusive. */
    public record Run(long lo, long hi) {}

    public IdRuns {
        first = List.copyOf(first);
    }

    public boolean isEmpty() {
        return ids == 0;
    }
}
