package telegramgateway.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request. Names that an endpoint does not know are refused, since a typing error in a name would
 * otherwise silently change the answer.
 */
public final class Parameters {
    /** Messages of a page when nobody says how many. */
    public static final int LIMIT_DEFAULT = 100;
    /** Messages of a page at most. */
    public static final int LIMIT_MAX = 1_000;
    /** How long a poll may wait. */
    public static final int WAIT_SECONDS_MAX = 30;

    private static final int SHOWN_LENGTH = 40;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Map<String, String[]> values;

    private Parameters(Map<String, String[]> values) {
        this.values = values;
    }

    /** @param known all names that the endpoint knows, in the order in which an error lists them */
    public static Parameters of(HttpServletRequest request, List<String> known) {
        Map<String, String[]> values = request.getParameterMap();
        for (Map.Entry<String, String[]> parameter : values.entrySet()) {
            if (!known.contains(parameter.getKey())) {
                throw ErrorCode.UNKNOWN_PARAMETER.refuse(
                        "No parameter has the name " + shown(parameter.getKey()),
                        known.isEmpty() ? "This path has no parameters." : "Use " + String.join(", ", known) + ".",
                        Map.of("known", known));
            }
            if (parameter.getValue().length > 1) {
                throw ErrorCode.UNKNOWN_PARAMETER.refuse(
                        "The parameter " + parameter.getKey() + " is given more than once",
                        "Give it once.",
                        Map.of("known", known));
            }
        }
        return new Parameters(values);
    }

    /** The names of an endpoint that knows its own and those that it shares with others. */
    public static List<String> names(List<String> own, List<String> shared) {
        return Stream.concat(own.stream(), shared.stream()).toList();
    }

    /** A parameter's text; null when it is absent or empty. */
    public @Nullable String text(String name) {
        String[] given = values.get(name);
        return given == null || given[0].isEmpty() ? null : given[0];
    }

    /** {@code limit}: 1..1000, 100 when absent. */
    public int limit() {
        return number("limit", 1, LIMIT_MAX, LIMIT_DEFAULT, ErrorCode.INVALID_LIMIT);
    }

    /** {@code wait}: 0..30 seconds, 0 when absent. */
    public int waitSeconds() {
        return number("wait", 0, WAIT_SECONDS_MAX, 0, ErrorCode.INVALID_WAIT);
    }

    /** A whole number within bounds, which begin at 0 or above, or the fallback when it is absent. */
    public int number(String name, int min, int max, int fallback, ErrorCode refusal) {
        String text = text(name);
        if (text == null) {
            return fallback;
        }
        if (NUMBER.matcher(text).matches()) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw refusal.refuse(
                name + " is " + shown(text) + ", not a number from " + min + " to " + max,
                "Leave " + name + " out for " + fallback + ".",
                Map.of("min", min, "max", max));
    }

    /** A client's text, short enough to stand in an error. */
    static String shown(String text) {
        int length = text.codePointCount(0, text.length());
        int end = text.offsetByCodePoints(0, Math.min(length, SHOWN_LENGTH));
        return "'" + text.substring(0, end) + (end < text.length() ? "…" : "") + "'";
    }
}
