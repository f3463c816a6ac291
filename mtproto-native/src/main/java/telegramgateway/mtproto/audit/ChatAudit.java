package telegramgateway.mtproto.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;
import telegramgateway.message.audit.IdRuns;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.mtproto.export.ExportedChat;

/** What became of the messages that an export has of one chat. */
final class ChatAudit {
    /** A message that was never edited is older than any edit of it. */
    private static final Comparator<@Nullable Instant> BY_EDIT_DATE = Comparator.nullsFirst(Comparator.naturalOrder());

    private final ExportedChat chat;
    private final RunCount missing = new RunCount();
    private final RunCount older = new RunCount();
    private final RunCount unlike = new RunCount();
    private final Map<CoverageState, Long> excused = new EnumMap<>(CoverageState.class);
    private long messages;
    private long equal;
    private long editedLater;
    private long deletedLater;

    ChatAudit(ExportedChat chat) {
        this.chat = chat;
    }

    void stored(Message message, KnownMessage known) {
        messages++;
        int order = BY_EDIT_DATE.compare(message.editedAt(), known.editedAt());
        if (known.deleted()) {
            deletedLater++;
        } else if (order < 0) {
            editedLater++;
        } else if (order > 0) {
            older.add(message.messageId());
        } else if (Arrays.equals(MessageJson.contentHash(message), known.contentHash())) {
            equal++;
        } else {
            unlike.add(message.messageId());
        }
    }

    void missing(long messageId) {
        messages++;
        missing.add(messageId);
    }

    /** An export is no authority on what another one lacks, nor is the lack of knowledge. */
    boolean isExcused(CoverageInterval interval) {
        return switch (interval.state()) {
            case ABSENT, REFUSED, RETIRED -> true;
            case UNKNOWN, ABSENT_PER_EXPORT, STORED -> false;
        };
    }

    /** Takes the ids away. */
    void excused(CoverageInterval interval, Collection<Long> ids) {
        if (!ids.isEmpty()) {
            messages += ids.size();
            excused.merge(interval.state(), (long) ids.size(), Long::sum);
            ids.clear();
        }
    }

    /** True when every message is stored in its state or a later one, or it is known why not. */
    boolean isClean() {
        return missing().isEmpty() && older().isEmpty();
    }

    ExportedChat chat() {
        return chat;
    }

    long messages() {
        return messages;
    }

    long equal() {
        return equal;
    }

    long editedLater() {
        return editedLater;
    }

    long deletedLater() {
        return deletedLater;
    }

    /** Not stored although the ledger knows why: Telegram has it no more, it was refused, or it is retired. */
    Map<CoverageState, Long> excused() {
        return excused;
    }

    /** Not stored, and nobody says why. */
    IdRuns missing() {
        return missing.runs();
    }

    /** Stored in an older state than the file's. */
    IdRuns older() {
        return older.runs();
    }

    /** Stored with another content, though neither was edited after the other. */
    IdRuns unlike() {
        return unlike.runs();
    }
}
