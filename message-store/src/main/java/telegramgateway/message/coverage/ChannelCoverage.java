package telegramgateway.message.coverage;

import java.util.Map;

/**
 * What is known of a channel's message ids.
 *
 * @param first the lowest id of which anything is known
 * @param newest the highest
 * @param ids how many of those between are in each state; states without any are left out
 * @param intervals how many rows say so
 */
public record ChannelCoverage(long channelId, long first, long newest, Map<CoverageState, Long> ids, long intervals) {

    public ChannelCoverage {
        ids = Map.copyOf(ids);
    }

    /** How many ids are in a state. */
    public long ids(CoverageState state) {
        return ids.getOrDefault(state, 0L);
    }

    /** How many ids must still be asked for. */
    public long unknown() {
        return ids(CoverageState.UNKNOWN);
    }
}
