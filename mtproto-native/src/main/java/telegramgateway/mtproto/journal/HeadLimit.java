package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Says which remembered messages are too many. Counting them takes long, so that is done once a part of the limit was
 * added only. For use within writing transactions, which take turns.
 */
final class HeadLimit {
    /** This part of the limit may be added before they are counted again, and is made free each time. */
    private static final int PART = 20;

    private final long max;
    private long added = Long.MAX_VALUE;
    private long excess;

    HeadLimit(long max) {
        this.max = max;
    }

    /** Notes that at most so many messages more are remembered. */
    void added(long messages) {
        added = added > Long.MAX_VALUE - messages ? Long.MAX_VALUE : added + messages;
    }

    /** The position up to which messages are to be forgotten, so that the others are no more than the limit. */
    long excess(Connection connection) throws SQLException {
        if (added > max / PART) {
            excess = HeadTable.positionOfOldest(connection, HeadTable.count(connection) - (max - max / PART));
            added = 0;
        }
        return excess;
    }
}
