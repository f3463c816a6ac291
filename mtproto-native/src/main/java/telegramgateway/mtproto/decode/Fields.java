package telegramgateway.mtproto.decode;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.StorableText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Fields of a TDLib object, which may be missing, null or of another type than expected: then they are null, empty or
 * 0. TDLib leaves out what is null, and writes 64-bit numbers as strings.
 */
final class Fields {
    /** Telegram opened in August 2013. */
    private static final Instant FIRST_DATE = Instant.parse("2013-01-01T00:00:00Z");

    /** Telegram's dates are 32-bit seconds. */
    private static final Instant LAST_DATE = Instant.ofEpochSecond(Integer.MAX_VALUE);

    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9]{1,64}");
    private static final Pattern INT64 = Pattern.compile("-?[0-9]{1,19}");

    private Fields() {}

    /** The object's {@code @type}; empty when it is no name, so that whatever came cannot fill a metric. */
    static String type(JsonNode object) {
        String type = string(object, "@type");
        return TYPE.matcher(type).matches() ? type : "";
    }

    /** A string as it is, but storable. */
    static String string(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value != null && value.isString() ? StorableText.of(value.stringValue()) : "";
    }

    /** A string that is not blank. */
    static @Nullable String text(JsonNode object, String name) {
        String value = string(object, name);
        return value.isBlank() ? null : value;
    }

    /** A number, or a string that is one; 0 if there is none. */
    static long integer(JsonNode object, String name) {
        return integer(object.path(name));
    }

    static long integer(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? value.longValue() : 0;
        }
        try {
            boolean number =
                    value.isString() && INT64.matcher(value.stringValue()).matches();
            return number ? Long.parseLong(value.stringValue()) : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /** A number of things; 0 if it is unknown or impossible. */
    static int count(JsonNode object, String name) {
        long size = size(object, name);
        return size > Integer.MAX_VALUE ? 0 : (int) size;
    }

    /** A number of bytes; 0 if it is unknown or impossible. */
    static long size(JsonNode object, String name) {
        return Math.max(integer(object, name), 0);
    }

    static boolean isTrue(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value != null && value.isBoolean() && value.booleanValue();
    }

    /** A date that a Telegram message can have. */
    static @Nullable Instant date(JsonNode object, String name) {
        long seconds = integer(object, name);
        boolean possible = seconds >= FIRST_DATE.getEpochSecond() && seconds <= LAST_DATE.getEpochSecond();
        return possible ? Instant.ofEpochSecond(seconds) : null;
    }

    /** A node of the same class as reading the number from a message's JSON gives; others are not equal to it. */
    static JsonNode number(long number) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return number == (int) number ? nodes.numberNode((int) number) : nodes.numberNode(number);
    }

    /** The same for any number; null when it is none that JSON can express. */
    static @Nullable JsonNode decimal(@Nullable JsonNode value) {
        if (value == null || !value.isNumber()) {
            return null;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return number(value.longValue());
        }
        double number = value.doubleValue();
        return Double.isFinite(number) ? JsonNodeFactory.instance.numberNode(BigDecimal.valueOf(number)) : null;
    }
}
