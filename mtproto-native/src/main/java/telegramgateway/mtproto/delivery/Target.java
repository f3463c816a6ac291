package telegramgateway.mtproto.delivery;

import java.util.Optional;
import telegramgateway.message.database.ChannelFencedException;
import telegramgateway.message.database.CursorMovedException;
import telegramgateway.message.database.DeliveryCursor;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.JournalState;
import telegramgateway.mtproto.journal.TargetLane;

/**
 * One downstream of the journal. A lane's methods are called by its one thread; lanes run side by side.
 *
 * <p>Every method that asks the other side throws {@link StoreUnavailableException} when it cannot answer now: the lane
 * waits and tries again from its cursor.
 */
interface Target {

    /** The name in the books, in metrics and in the journal. Never to be changed. */
    String name();

    /** 1, or {@link TargetLane#COUNT} when channels may be delivered side by side. */
    int lanes();

    /**
     * True when it may hold back no more than a share of the journal: beyond that it is behind, and gets what it lacks
     * from the database. Only for targets of one lane that keep no cursor themselves.
     */
    default boolean hasShare() {
        return false;
    }

    /** Where the cursor of a target that is switched on begins: 0 for the oldest entry, or beyond all for the head. */
    long firstPosition();

    /** The warning for the log, once per outage. */
    String outageWarning();

    /**
     * The highest position at which the other side holds something of this journal; 0 when it cannot say. Above where
     * the journal stood when it was opened, it shows that the journal lost its tail.
     */
    default long held(JournalState journal) {
        return 0;
    }

    /**
     * The highest position that the other side holds at all, above which a new journal begins; 0 when it cannot say.
     */
    default long highest() {
        return 0;
    }

    /** Where the other side says that a lane stands; empty when it keeps no cursor. */
    default Optional<DeliveryCursor> cursor(JournalState journal, TargetLane lane) {
        return Optional.empty();
    }

    /**
     * Delivers a batch; returns once the other side has confirmed it, or what it did not is parked; both of a first
     * part at least.
     *
     * @throws EventRefusedException when the other side refuses one of the events for good; none may count as delivered
     * @throws CursorMovedException when the lane does not stand where the batch begins
     * @throws ChannelFencedException when other gateways own channels of the batch; none of it may count as delivered
     */
    Delivered deliver(DeliveryRun run);

    /**
     * Delivers what follows without an event, up to a position, in whole or a first part of it. For a target that takes
     * events only there is nothing.
     *
     * @return where the lane stands afterwards, at least {@code from}
     * @throws CursorMovedException when the lane does not stand at {@code from}
     * @throws ChannelFencedException when other gateways own channels of it; then nothing is delivered
     */
    default long deliverRest(TargetLane lane, long from, long to) {
        return from;
    }

    /**
     * Called about once a second, between batches. Asks the other side, so that an outage is noticed.
     *
     * @param caughtUp true when everything that was accepted up to the last tick, less than two seconds ago, is
     *     delivered or passed over
     * @throws CursorMovedException when the lane does not stand where it should
     */
    void tick(TargetLane lane, long position, boolean caughtUp);

    /** The lanes are being stopped: ends waits of its own. */
    default void stop() {}
}
