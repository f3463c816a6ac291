package telegramgateway.message.database.history;

import org.jspecify.annotations.Nullable;
import telegramgateway.message.MessageKind;

/**
 * Which messages of a piece of history are wanted; all conditions hold at once.
 *
 * @param kind {@code POSTED} for messages that were never edited, {@code EDITED} for the others; null for both
 * @param media {@link #ANY_MEDIA}, {@link #PHOTO}, or a type as {@code media.type} has it; null for all messages
 * @param author the author's signature, letter by letter; null for any
 * @param words null for any text
 */
public record HistoryFilter(
        @Nullable MessageKind kind,
        @Nullable String media,
        @Nullable String author,
        @Nullable WordSearch words) {

    /** Every message. */
    public static final HistoryFilter NONE = new HistoryFilter(null, null, null, null);

    /** Photos, files, or a structured content such as a poll. */
    public static final String ANY_MEDIA = "any";

    /** At least one photo. */
    public static final String PHOTO = "photo";

    public HistoryFilter {
        if (kind == MessageKind.DELETED) {
            throw new IllegalArgumentException("History has no deleted messages");
        }
    }
}
