package telegramgateway.mtproto.intake;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.database.KnownMessage;

/** What an observation is, compared with what is known of its message. */
enum Verdict {
    POSTED(MessageKind.POSTED),
    EDITED(MessageKind.EDITED),
    DELETED(MessageKind.DELETED),
    /** The message is known in this state. */
    UNCHANGED(null),
    /** The message is known in a later state. */
    STALE(null);

    /** A message that was never edited is older than any edit of it. */
    private static final Comparator<@Nullable Instant> BY_EDIT_DATE = Comparator.nullsFirst(Comparator.naturalOrder());

    private final @Nullable MessageKind kind;

    Verdict(@Nullable MessageKind kind) {
        this.kind = kind;
    }

    /** The kind of the event; null when the observation is rejected. */
    @Nullable
    MessageKind kind() {
        return kind;
    }

    String reason() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Judges an observation.
     *
     * @param contentHash of the observation
     * @param known the message after its latest event; null if it has none
     */
    static Verdict of(Message observation, byte[] contentHash, @Nullable KnownMessage known) {
        boolean deletion = observation.kind() == MessageKind.DELETED;
        if (known == null) {
            return deletion ? DELETED : POSTED;
        }
        if (known.deleted()) {
            return deletion ? UNCHANGED : STALE;
        }
        if (deletion) {
            return DELETED;
        }
        int order = BY_EDIT_DATE.compare(observation.editedAt(), known.editedAt());
        if (order != 0) {
            return order < 0 ? STALE : EDITED;
        }
        if (Arrays.equals(contentHash, known.contentHash())) {
            return UNCHANGED;
        }
        return isFile(observation.source()) ? STALE : EDITED;
    }

    /** A file cannot prove that what it holds is newer. */
    private static boolean isFile(MessageSource source) {
        return source == MessageSource.REPLAY || source == MessageSource.IMPORT;
    }
}
