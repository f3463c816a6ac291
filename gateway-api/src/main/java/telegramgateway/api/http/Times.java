package telegramgateway.api.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times as they stand in parameters: ISO-8601 with a zone, or a date alone, which is its first instant in UTC. */
public final class Times {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final int DATE_LENGTH = "2025-10-25".length();

    private Times() {}

    /** A parameter's time; null when it is absent. */
    public static @Nullable Instant of(Parameters parameters, String name) {
        String text = parameters.text(name);
        return text == null ? null : of(name, text);
    }

    /** The time of a text that stands under a name. */
    public static Instant of(String name, String text) {
        try {
            Instant time = parse(text);
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // Refused below, as what is out of bounds.
        }
        throw ErrorCode.INVALID_TIME.refuse(
                name + " is no time: " + Parameters.shown(text),
                "Use ISO-8601 with a zone, such as 2025-10-25T12:00:00Z, or a date, between 1970 and 9999.");
    }

    private static Instant parse(String text) {
        if (text.length() == DATE_LENGTH) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        // A plus sign in a query means a space; in a time it can only have been a plus sign.
        return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    }
}
