package telegramgateway.mtproto.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The dates of an entry: {@code NAME_unixtime}, or in files before Telegram Desktop 3.7.6 {@code NAME} alone, the local
 * time of the machine that exported. Of a local time that exists twice, when clocks go back, the earlier is taken.
 */
record EntryDates(ZoneId zone) {

    /** Null when there is no such date or it cannot be read. */
    @Nullable
    Instant read(ObjectNode entry, String name) {
        Instant exact = unixTime(entry.get(name + "_unixtime"));
        return exact == null ? local(Fields.text(entry, name)) : exact;
    }

    private static @Nullable Instant unixTime(@Nullable JsonNode seconds) {
        try {
            if (seconds != null && seconds.isString()) {
                return Instant.ofEpochSecond(Long.parseLong(seconds.stringValue()));
            }
            return seconds != null && seconds.isIntegralNumber() ? Instant.ofEpochSecond(seconds.longValue()) : null;
        } catch (NumberFormatException | DateTimeException _) {
            return null;
        }
    }

    private @Nullable Instant local(@Nullable String date) {
        if (date == null) {
            return null;
        }
        try {
            return LocalDateTime.parse(date).atZone(zone).toInstant();
        } catch (DateTimeException _) {
            return withOffset(date);
        }
    }

    /** Other exporters write the zone into the date. */
    private static @Nullable Instant withOffset(String date) {
        try {
            return OffsetDateTime.parse(date).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
