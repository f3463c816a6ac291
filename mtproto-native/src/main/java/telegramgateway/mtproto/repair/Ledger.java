package telegramgateway.mtproto.repair;

import java.util.List;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.TargetLane;

/**
 * What is known of message ids, as the database has it. Every method throws {@link StoreUnavailableException} when it
 * cannot answer now. Safe for use by many threads.
 */
public interface Ledger {
    /** The ids of a channel that must be asked for, newest first. */
    List<CoverageInterval> unknown(long channelId, int limit);

    /** The lowest id of which anything is known; 0 for none. */
    long first(long channelId);

    /** What is known of the ids of a channel between two, both inclusive, lowest first, not clipped. */
    List<CoverageInterval> between(long channelId, long lo, long hi, int limit);

    /** Whether a channel's id lies among those of which anything is known. */
    boolean reaches(long channelId, long messageId);

    /** Whether the database has a channel's events up to a position. */
    boolean hasApplied(long channelId, long position);

    /** The ledger in the database. */
    static Ledger of(MessageDatabase database, Journal journal) {
        return new Ledger() {
            @Override
            public List<CoverageInterval> unknown(long channelId, int limit) {
                return database.unknown(channelId, limit);
            }

            @Override
            public long first(long channelId) {
                return database.coverage(channelId, 1, Long.MAX_VALUE - 1, 1).stream()
                        .mapToLong(CoverageInterval::lo)
                        .findFirst()
                        .orElse(0);
            }

            @Override
            public List<CoverageInterval> between(long channelId, long lo, long hi, int limit) {
                return database.coverage(channelId, lo, hi, limit);
            }

            @Override
            public boolean reaches(long channelId, long messageId) {
                return !database.coverage(channelId, messageId, messageId, 1).isEmpty();
            }

            @Override
            public boolean hasApplied(long channelId, long position) {
                return database.cursor(journal.state().id(), TargetLane.of(channelId))
                                .position()
                        >= position;
            }
        };
    }
}
