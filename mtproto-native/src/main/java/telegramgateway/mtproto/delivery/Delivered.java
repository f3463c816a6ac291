package telegramgateway.mtproto.delivery;

/**
 * What became of a batch: those of its events that are neither were passed over, since they are not for the target.
 *
 * @param confirmed number of events that the other side has
 * @param parked number of events that the target has parked itself
 */
record Delivered(int confirmed, int parked) {

    /** The other side has so many, and none is parked. */
    static Delivered confirmed(int count) {
        return new Delivered(count, 0);
    }
}
