package telegramgateway.message.database;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What intake needs to judge an observation of a message.
 *
 * @param position of the message's latest event
 * @param sentAt null only for the tombstone of a message that was never seen
 * @param editedAt null if never edited
 * @param contentHash of the last content, as {@code MessageJson.contentHash} makes it; null only for the tombstone of a
 *     message that was never seen; never modified
 */
public record KnownMessage(
        long channelId,
        long messageId,
        long position,
        @Nullable Instant sentAt,
        @Nullable Instant editedAt,
        boolean deleted,
        byte @Nullable [] contentHash) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KnownMessage that
                && channelId == that.channelId
                && messageId == that.messageId
                && position == that.position
                && deleted == that.deleted
                && Objects.equals(sentAt, that.sentAt)
                && Objects.equals(editedAt, that.editedAt)
                && Arrays.equals(contentHash, that.contentHash);
    }

    @Override
    public int hashCode() {
        return Objects.hash(channelId, messageId, position);
    }
}
