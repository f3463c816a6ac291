package telegramgateway.message.audit;

/**
 * The rows and events of a channel's messages that are in scope, and where they contradict each other.
 *
 * @param messages those that are not deleted
 * @param edited those of them that were edited
 * @param deleted messages that are deleted
 * @param neverSeen those of the deleted that were never seen before
 * @param posted events, as are {@code edits} and {@code deletions}
 * @param rowsUnlikeEvent messages whose row is not what its event says
 * @param eventsWithoutRow messages with an event that their row has not reached, or without a row
 */
public record StoredAudit(
        long messages,
        long edited,
        long deleted,
        long neverSeen,
        long posted,
        long edits,
        long deletions,
        IdRuns rowsUnlikeEvent,
        IdRuns eventsWithoutRow) {

    public long events() {
        return posted + edits + deletions;
    }

    /** True when rows and events say the same. */
    public boolean isSound() {
        return rowsUnlikeEvent.isEmpty() && eventsWithoutRow.isEmpty();
    }

    boolean isEmpty() {
        return messages == 0 && deleted == 0 && events() == 0;
    }
}
