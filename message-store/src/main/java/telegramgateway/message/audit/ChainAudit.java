package telegramgateway.message.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a channel's events are still those of earlier audits.
 *
 * @param events how many there are
 * @param position of the last one; 0 for none
 * @param head the chain over all of them, 64 hexadecimal digits
 * @param checkpoints how many earlier audits it was compared with
 * @param breaks where the events are no longer those of an earlier audit
 * @param kept what became of the head that the operator has kept; null when none was given
 */
public record ChainAudit(
        long events,
        long position,
        String head,
        int checkpoints,
        List<Break> breaks,
        @Nullable Kept kept) {

    public ChainAudit {
        breaks = List.copyOf(breaks);
    }

    /**
     * Events that have changed since an audit.
     *
     * @param after the audit before, above whose position they lie; null for none
     * @param upTo the audit that saw other ones, at or below whose position they lie
     * @param expected how many events it saw there
     * @param found how many there are now
     */
    public record Break(@Nullable ChainCheckpoint after, ChainCheckpoint upTo, long expected, long found) {}

    /**
     * A head that was kept outside of the database.
     *
     * @param position of the event up to which the events have this chain; null when none has it
     */
    public record Kept(String head, @Nullable Long position) {}

    boolean isSound() {
        return breaks.isEmpty() && (kept == null || kept.position() != null);
    }
}
