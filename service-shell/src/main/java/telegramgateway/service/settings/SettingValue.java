package telegramgateway.service.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** Turns a variable's text into the type of its record component. */
final class SettingValue {
    private static final Pattern DURATION = Pattern.compile("\\d+(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("\\d+(B|KB|MB|GB|TB)");
    private static final String MILLISECONDS_SUFFIX = "_MS";

    private SettingValue() {}

    /** @throws IllegalArgumentException with what is wrong, as the end of a sentence that begins with the name */
    static Object parse(Type type, String name, String text) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return Stream.of(text.split(","))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .map(item -> parse(list.getActualTypeArguments()[0], name, item))
                    .toList();
        }
        if (!(type instanceof Class<?> simple)) {
            throw new IllegalStateException("No settings of type " + type);
        }
        return simple.isEnum() ? constant(simple, text) : simple(simple, name, text);
    }

    private static Object simple(Class<?> type, String name, String text) {
        return switch (type.getName()) {
            case "java.lang.String" -> text;
            case "telegramgateway.service.settings.Secret" -> Secret.of(text);
            case "int", "java.lang.Integer" -> parsed(Integer::valueOf, text, "a whole number");
            case "long", "java.lang.Long" -> parsed(Long::valueOf, text, "a whole number");
            case "double", "java.lang.Double" -> parsed(Double::valueOf, text, "a number");
            case "boolean", "java.lang.Boolean" -> bool(text);
            case "java.nio.file.Path" -> path(text);
            case "java.net.URI" -> uri(text);
            case "java.time.Duration" -> duration(name, text);
            case "org.springframework.util.unit.DataSize" -> size(text);
            default -> throw new IllegalStateException("No settings of type " + type);
        };
    }

    private static Object parsed(Function<String, Object> parser, String text, String what) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is '" + text + "', which is not " + what, e);
        }
    }

    private static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is '" + text + "', which is neither true nor false");
        };
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is no path", e);
        }
    }

    /** Never repeats the text: an address may hold a password. */
    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is no address", e);
        }
    }

    private static Duration duration(String name, String text) {
        if (name.endsWith(MILLISECONDS_SUFFIX)) {
            return Duration.ofMillis((Long) parsed(Long::valueOf, text, "a number of milliseconds"));
        }
        if (!DURATION.matcher(text).matches()) {
            throw new IllegalArgumentException("is '" + text + "', which is no duration such as 500ms, 30s, 5m, 2h");
        }
        return DurationStyle.SIMPLE.parse(text);
    }

    private static DataSize size(String text) {
        if (!SIZE.matcher(text).matches()) {
            throw new IllegalArgumentException("is '" + text + "', which is no size such as 512MB or 2GB");
        }
        return DataSize.parse(text);
    }

    private static Object constant(Class<?> type, String text) {
        Object[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> constant.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is '" + text + "', which is none of "
                        + Arrays.stream(constants)
                                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}
