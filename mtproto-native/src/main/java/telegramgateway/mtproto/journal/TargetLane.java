package telegramgateway.mtproto.journal;

import java.util.stream.IntStream;

/**
 * A target's share of the journal, which it takes in order: every channel, or the channels of one lane.
 *
 * @param target its name
 * @param lane {@link #ALL}, or 0 to {@link #COUNT} - 1
 */
public record TargetLane(String target, int lane) {

    /** The lane of a target that takes all channels in one order. */
    public static final int ALL = -1;

    /** Lanes of a target that takes channels side by side. Written into every entry: never to be changed. */
    public static final int COUNT = 2;

    /**
     * How far a target has got in its lane.
     *
     * @param position all events of the lane up to here are delivered, parked or passed over
     * @param delivered number of events that the other side has confirmed
     * @param passedOver number of events that were not for the target
     */
    public record Cursor(long position, long delivered, long passedOver) {}

    /** Spreads ids that differ in few bits. */
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    public TargetLane {
        if (lane < ALL || lane >= COUNT) {
            throw new IllegalArgumentException("There is no lane " + lane);
        }
    }

    /** The lane, from 0, to which a channel belongs. */
    public static int of(long channelId) {
        return (int) Math.floorMod((channelId * MIX) >>> Integer.SIZE, (long) COUNT);
    }

    /** The lanes of entries that this share consists of. */
    int[] lanes() {
        return lane == ALL ? IntStream.range(0, COUNT).toArray() : new int[] {lane};
    }

    @Override
    public String toString() {
        return lane == ALL ? target : target + "/" + lane;
    }
}
