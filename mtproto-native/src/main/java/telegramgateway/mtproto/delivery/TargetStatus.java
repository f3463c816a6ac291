package telegramgateway.mtproto.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How a target does.
 *
 * @param problem what is wrong; null when it takes what it gets
 * @param behind events that it lacks in the journal and gets from the database; 0 when it is not behind
 */
public record TargetStatus(String target, @Nullable String problem, long behind) {

    /** True when it takes what it gets, and the journal has what comes next. */
    public boolean isWell() {
        return problem == null && behind == 0;
    }
}
