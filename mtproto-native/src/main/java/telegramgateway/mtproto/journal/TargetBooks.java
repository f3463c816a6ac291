package telegramgateway.mtproto.journal;

/**
 * What became of the events that a target answers for. The numbers are counted apart from each other and must balance:
 * {@code accepted = delivered + parked + passedOver + pending}.
 *
 * @param accepted by sequence number, since the target was switched on
 * @param delivered confirmed by the other side
 * @param parked refused by the other side for good
 * @param passedOver not for this target
 * @param pending counted beyond the target's cursor
 * @param behind those of the pending ones that are no longer in the journal, but in the database
 */
public record TargetBooks(
        String target, long accepted, long delivered, long parked, long passedOver, long pending, long behind) {

    /** True when every event is accounted for. */
    public boolean balanced() {
        return accepted == delivered + parked + passedOver + pending;
    }
}
