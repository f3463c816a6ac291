package telegramgateway.mtproto.repair;

import java.util.List;
import telegramgateway.message.Message;

/**
 * What was read of a channel's history.
 *
 * @param read how many messages
 * @param oldest the lowest message id; 0 for none
 * @param newest the highest message id; 0 for none
 */
public record HistoryRead(int read, long oldest, long newest) {

    /** @param found newest first */
    static HistoryRead of(List<Message> found) {
        return found.isEmpty()
                ? new HistoryRead(0, 0, 0)
                : new HistoryRead(
                        found.size(),
                        found.getLast().messageId(),
                        found.getFirst().messageId());
    }
}
