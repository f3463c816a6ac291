package telegramgateway.mtproto.audit;

import org.jspecify.annotations.Nullable;
import telegramgateway.message.audit.IdRuns;

/**
 * How what is stored of a channel compares with what Telegram has. What differed, the gateway has taken meanwhile; only
 * what contradicts stays as it is. Of runs the newest are listed.
 *
 * @param notCompared why it could not be compared to its end; null when it was
 * @param stored how many stored messages were compared
 * @param seen how many messages Telegram named
 * @param missing messages of Telegram's that nobody had
 * @param edited messages that were stored as they were before an edit
 * @param deleted messages that were stored, and that Telegram no longer has
 * @param contradicted messages that are stored as deleted, and that Telegram has
 * @param versionsLost edited messages of which an earlier edit may be lost
 */
record SourceAudit(
        @Nullable String notCompared,
        long stored,
        long seen,
        IdRuns missing,
        IdRuns edited,
        IdRuns deleted,
        IdRuns contradicted,
        long versionsLost) {

    static SourceAudit notCompared(String reason) {
        IdRuns none = new RunCount().runs();
        return new SourceAudit(reason, 0, 0, none, none, none, none, 0);
    }

    boolean differs() {
        return !missing.isEmpty() || !edited.isEmpty() || !deleted.isEmpty() || !contradicted.isEmpty();
    }
}
