package telegramgateway.message.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are audited. Each end is an id, a time or open; both are inclusive. A time stands for the ids of the
 * messages sent then: what lies between them belongs to the scope as well, stored or not.
 */
public record AuditScope(
        @Nullable Long fromId,
        @Nullable Instant fromTime,
        @Nullable Long toId,
        @Nullable Instant toTime) {

    public static final AuditScope WHOLE = new AuditScope(null, null, null, null);

    private static final String ID = "-?\\d{1,18}";
    private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";

    /**
     * Reads what a person wrote: an id, a day such as {@code 2026-01-31} (UTC, whole), or a time with its zone such as
     * {@code 2026-01-31T10:00:00Z}.
     *
     * @throws IllegalArgumentException with a sentence
     */
    public static AuditScope of(@Nullable String from, @Nullable String to) {
        AuditScope scope = new AuditScope(id(from), time("--from", from, 0), id(to), time("--to", to, 1));
        boolean idsCross = scope.fromId != null && scope.toId != null && scope.fromId > scope.toId;
        boolean timesCross = scope.fromTime != null && scope.toTime != null && scope.fromTime.isAfter(scope.toTime);
        if (idsCross || timesCross) {
            throw new IllegalArgumentException("--from lies above --to.");
        }
        return scope;
    }

    boolean isWhole() {
        return equals(WHOLE);
    }

    private static @Nullable Long id(@Nullable String text) {
        return text != null && text.matches(ID) ? Long.valueOf(text) : null;
    }

    /** @param days added to a day, whose last moment is then meant */
    private static @Nullable Instant time(String option, @Nullable String text, int days) {
        if (text == null || text.matches(ID)) {
            return null;
        }
        try {
            if (text.matches(DATE)) {
                Instant start = LocalDate.parse(text)
                        .plusDays(days)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
                return days == 0 ? start : start.minusMillis(1);
            }
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    option + " takes a message id, a day such as 2026-01-31, or a time such as 2026-01-31T10:00:00Z,"
                            + " not " + text + ".",
                    e);
        }
    }
}
