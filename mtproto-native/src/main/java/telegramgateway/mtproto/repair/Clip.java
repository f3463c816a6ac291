package telegramgateway.mtproto.repair;

import java.util.List;
import telegramgateway.message.coverage.CoverageInterval;

/** Keeps of facts what is about ids that are of interest. */
final class Clip {
    private Clip() {}

    /** What the facts say of the ids from one on. */
    static List<CoverageInterval> from(long messageId, List<CoverageInterval> facts) {
        return facts.stream()
                .filter(fact -> fact.hi() >= messageId)
                .map(fact -> new CoverageInterval(
                        fact.channelId(), Math.max(fact.lo(), messageId), fact.hi(), fact.state(), fact.reason()))
                .toList();
    }
}
