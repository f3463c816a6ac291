package telegramgateway.mtproto.journal;

/**
 * How far a target has got in its lane.
 *
 * @param position all events of the lane up to here are delivered, parked or passed over
 * @param delivered number of events that the other side has confirmed
 * @param passedOver number of events that were not for the target
 */
public record TargetCursor(long position, long delivered, long passedOver) {}
