package telegramgateway.tpcapital.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decisions on messages of one channel: what is written in one transaction.
 *
 * @param move of the channel's cursor; null for what did not come from the feed, where the cursor stays
 * @param decisions in the order of the messages
 */
public record DecidedPage(long channelId, @Nullable CursorMove move, List<Decision> decisions) {

    /**
     * How far the feed has been read.
     *
     * @param expected where the cursor must stand
     * @param next where it stands afterwards
     */
    public record CursorMove(long expected, long next) {
        public CursorMove {
            if (expected < 0 || next <= expected) {
                throw new IllegalArgumentException("A cursor from " + expected + " to " + next);
            }
        }
    }

    public DecidedPage {
        decisions = lastOfEachMessage(decisions);
    }

    /** One statement may not touch a row twice. */
    private static List<Decision> lastOfEachMessage(List<Decision> decisions) {
        Map<Long, Decision> last = new LinkedHashMap<>();
        for (Decision decision : decisions) {
            last.merge(decision.messageId(), decision, (a, b) -> a.position() > b.position() ? a : b);
        }
        return List.copyOf(last.values());
    }
}
