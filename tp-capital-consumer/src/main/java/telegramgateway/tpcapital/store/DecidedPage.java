package telegramgateway.tpcapital.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The decisions on a page of a channel's feed: what is written in one transaction.
 *
 * @param expectedCursor where the channel's cursor must stand
 * @param newCursor where it stands afterwards
 * @param decisions in the page's order
 */
public record DecidedPage(long channelId, long expectedCursor, long newCursor, List<Decision> decisions) {
    public DecidedPage {
        if (expectedCursor < 0 || newCursor <= expectedCursor) {
            throw new IllegalArgumentException("A cursor from " + expectedCursor + " to " + newCursor);
        }
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
