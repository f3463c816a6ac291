package telegramgateway.mtproto.repair;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store and a page of Telegram's history say of the same message ids. What differed has been handed to the
 * intake; only what contradicts stays as it is.
 *
 * @param oldest the lowest id that was compared
 * @param seen how many messages Telegram named
 * @param oldestSentAt when the oldest of those that can be taken was sent; null for none
 * @param stored how many stored messages were compared
 * @param edited messages that are stored as they were before an edit
 * @param deleted stored messages that Telegram no longer has
 * @param missing messages of Telegram's that nobody had
 * @param contradicted messages that are stored as deleted, and that Telegram has
 * @param last whether nothing is left below
 */
public record Compared(
        long oldest,
        int seen,
        @Nullable Instant oldestSentAt,
        int stored,
        List<Edited> edited,
        List<Long> deleted,
        List<Long> missing,
        List<Long> contradicted,
        boolean last) {

    /** Of a channel of which nothing is known yet. */
    static final Compared NOTHING = new Compared(1, 0, null, 0, List.of(), List.of(), List.of(), List.of(), true);

    /** @param versionLost whether another edit may lie between what was stored and what Telegram has */
    public record Edited(long messageId, boolean versionLost) {}

    int differences() {
        return edited.size() + deleted.size() + missing.size();
    }
}
