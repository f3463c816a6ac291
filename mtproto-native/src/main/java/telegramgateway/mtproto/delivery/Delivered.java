package telegramgateway.mtproto.delivery;

/**
 * What became of a batch up to a position: those of its events that are neither were passed over, since they are not
 * for the target.
 *
 * @param confirmed number of events that the other side has
 * @param parked number of events that the target has parked itself
 * @param upTo the others must come again; beyond all for the whole batch
 */
record Delivered(int confirmed, int parked, long upTo) {

    /** The other side has so many of the whole batch, and none is parked. */
    static Delivered confirmed(int count) {
        return new Delivered(count, 0, Long.MAX_VALUE);
    }
}
