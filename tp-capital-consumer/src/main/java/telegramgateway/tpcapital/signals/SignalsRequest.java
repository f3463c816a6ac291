package telegramgateway.tpcapital.signals;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import telegramgateway.service.web.RequestRefusedException;
import telegramgateway.tpcapital.signal.TradeStyle;
import telegramgateway.tpcapital.store.SignalQuery;

/** The parameters of {@code GET /signals}. What is not understood is refused, never ignored or guessed. */
final class SignalsRequest {
    /** A day without a zone is a trading day. */
    static final ZoneId TRADING_ZONE = ZoneId.of("America/Sao_Paulo");

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_SEARCH_LENGTH = 100;
    private static final int MAX_CHANNELS = 100;

    private static final List<String> NAMES = List.of("limit", "channel", "type", "search", "from", "to", "cursor");

    private SignalsRequest() {}

    /** The parameters by name; one that is unknown or given twice is refused. */
    static Map<String, String> eachOnce(Map<String, String[]> given) {
        Map<String, String> parameters = new HashMap<>();
        given.forEach((name, values) -> {
            if (!NAMES.contains(name) || values.length > 1) {
                throw refused(
                        "UNKNOWN_PARAMETER",
                        "A parameter is unknown or given more than once",
                        "Use each of " + String.join(", ", NAMES) + " once at most.");
            }
            parameters.put(name, values[0]);
        });
        return parameters;
    }

    static SignalQuery query(Map<String, String> parameters) {
        String cursor = parameters.get("cursor");
        return new SignalQuery(
                channels(parameters.get("channel")),
                type(parameters.get("type")),
                search(parameters.get("search")),
                time("from", parameters.get("from"), 0),
                time("to", parameters.get("to"), 1),
                cursor == null ? null : place(cursor),
                limit(parameters.get("limit")));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (text.matches("\\d{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= SignalQuery.MIN_LIMIT && limit <= SignalQuery.MAX_LIMIT) {
                return limit;
            }
        }
        throw refused("INVALID_LIMIT", "limit is not understood", "Ask for 1 to 1000 signals.");
    }

    private static List<Long> channels(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<Long> ids = new ArrayList<>();
        for (String item : text.split(",", MAX_CHANNELS + 1)) {
            if (!item.matches("-?\\d{1,18}") || ids.size() == MAX_CHANNELS) {
                throw refused(
                        "INVALID_CHANNEL",
                        "channel is not understood",
                        "Name up to 100 channel ids such as -1001649127710, separated by commas.");
            }
            ids.add(Long.valueOf(item));
        }
        return ids;
    }

    private static @Nullable String type(@Nullable String text) {
        if (text == null) {
            return null;
        }
        for (TradeStyle style : TradeStyle.values()) {
            if (style.title().equalsIgnoreCase(text)) {
                return text;
            }
        }
        String types = Arrays.stream(TradeStyle.values()).map(TradeStyle::title).collect(Collectors.joining(", "));
        throw refused("INVALID_TYPE", "type is not understood", "Ask for one of: " + types + ".");
    }

    private static @Nullable String search(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.length() > MAX_SEARCH_LENGTH || text.indexOf('\0') >= 0) {
            throw refused("INVALID_SEARCH", "search is not understood", "Search for up to 100 characters.");
        }
        return text;
    }

    /** @param daysAfter of a date without time: 0 for the day's begin, 1 for its end */
    private static @Nullable Instant time(String name, @Nullable String text, int daysAfter) {
        if (text == null) {
            return null;
        }
        try {
            Instant time = time(text, daysAfter);
            if (!time.isBefore(Instant.EPOCH) && !time.isAfter(PlaceText.LATEST)) {
                return time;
            }
        } catch (DateTimeException | NumberFormatException _) {
            // Answered below.
        }
        throw refused(
                "INVALID_" + name.toUpperCase(Locale.ROOT),
                name + " is not understood",
                "Write a time with its zone such as 2025-10-31T13:21:46Z or 2025-10-31T10:21:46-03:00,"
                        + " a day such as 2025-10-31 (in Sao Paulo), or milliseconds since 1970.");
    }

    private static Instant time(String text, int daysAfter) {
        // From 1973 on: a shorter number is a year or seconds, mistaken for milliseconds.
        if (text.matches("\\d{12,15}")) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        if (text.length() == "2025-10-31".length()) {
            return LocalDate.parse(text)
                    .plusDays(daysAfter)
                    .atStartOfDay(TRADING_ZONE)
                    .toInstant();
        }
        // A plus sign that the client did not encode arrives as a space.
        return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    }

    private static SignalQuery.Place place(String cursor) {
        try {
            return PlaceText.decode(cursor);
        } catch (IllegalArgumentException e) {
            throw refused(
                    "INVALID_CURSOR",
                    "cursor is not understood",
                    "Send next_cursor of the page before, or no cursor to begin with the newest.");
        }
    }

    private static RequestRefusedException refused(String code, String message, String hint) {
        return new RequestRefusedException(400, code, message, hint);
    }
}
