package telegramgateway.message.coverage;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the message ids lo to hi, both inclusive.
 *
 * @param lo at least 1
 * @param hi at least {@code lo}, below {@code Long.MAX_VALUE}
 * @param reason why ids are refused, or the date of the export that lacks them; at most {@link #REASON_MAX} characters,
 *     none of them NUL; null for the other states
 */
public record CoverageInterval(
        long channelId,
        long lo,
        long hi,
        CoverageState state,
        @Nullable String reason) {

    /** UTF-16 units. */
    public static final int REASON_MAX = 100;

    /** Above it lie the ids of chats whose messages share one sequence with those of other chats. */
    private static final long DENSE_BELOW = -1_000_000_000_000L;

    /** The stronger fact about an id is the greater one; equal only when state and reason are. */
    static final Comparator<CoverageInterval> BY_STRENGTH = Comparator.comparing(CoverageInterval::state)
            .thenComparing(CoverageInterval::reason, Comparator.nullsFirst(Comparator.naturalOrder()));

    public CoverageInterval {
        if (lo < 1 || hi < lo || hi == Long.MAX_VALUE) {
            throw new IllegalArgumentException("No interval of message ids: " + lo + " to " + hi);
        }
        if (reason != null && (reason.length() > REASON_MAX || reason.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException(
                    "A reason has at most " + REASON_MAX + " characters and no NUL, not " + reason.length());
        }
        if (reason != null && state != CoverageState.REFUSED && state != CoverageState.ABSENT_PER_EXPORT) {
            throw new IllegalArgumentException("Ids that are " + state.jsonName() + " have no reason");
        }
    }

    /** What a fact without a reason says. */
    public static CoverageInterval of(long channelId, long lo, long hi, CoverageState state) {
        return new CoverageInterval(channelId, lo, hi, state, null);
    }

    /** What is known of one id. */
    public static CoverageInterval of(long channelId, long messageId, CoverageState state) {
        return of(channelId, messageId, messageId, state);
    }

    /** How many there are. */
    public long ids() {
        return hi - lo + 1;
    }

    /**
     * True for channels and supergroups: their ids are dense, each is used once. Elsewhere an id that is not seen says
     * nothing, and nothing is kept.
     */
    public static boolean applies(long channelId) {
        return channelId < DENSE_BELOW;
    }

    boolean saysTheSameAs(CoverageInterval other) {
        return BY_STRENGTH.compare(this, other) == 0;
    }
}
