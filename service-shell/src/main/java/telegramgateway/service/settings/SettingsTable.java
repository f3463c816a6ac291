package telegramgateway.service.settings;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of some records in words: for {@code --help} and for {@code docs/configuration.md}. */
public final class SettingsTable {
    private SettingsTable() {}

    /** One block per setting, for a terminal. */
    public static String text(Collection<Class<? extends Record>> types) {
        return settings(types)
                .map(setting -> "  " + setting.name() + "  (" + kind(setting) + ", " + fallback(setting) + ")\n      "
                        + setting.setting().help())
                .collect(Collectors.joining("\n"));
    }

    /** A Markdown table, one row per setting. */
    public static String markdown(Collection<Class<? extends Record>> types) {
        return "| name | kind | default | meaning |\n|---|---|---|---|\n"
                + settings(types)
                        .map(setting -> "| `" + setting.name() + "` | " + kind(setting) + " | " + code(setting) + " | "
                                + setting.setting().help() + also(setting) + " |\n")
                        .collect(Collectors.joining());
    }

    private static Stream<BoundSetting> settings(Collection<Class<? extends Record>> types) {
        return types.stream().flatMap(RecordBinder::settings);
    }

    private static String code(BoundSetting setting) {
        String fallback = setting.fallback();
        if (fallback == null || fallback.isEmpty()) {
            return fallback(setting);
        }
        return "`" + fallback + "`";
    }

    private static String fallback(BoundSetting setting) {
        String fallback = setting.fallback();
        if (fallback != null) {
            return fallback.isEmpty() ? "empty" : fallback;
        }
        return setting.optional() ? "none" : "required";
    }

    private static String also(BoundSetting setting) {
        List<String> aliases = List.of(setting.setting().alias());
        return aliases.isEmpty() ? "" : " Also read as `" + String.join("`, `", aliases) + "`.";
    }

    private static String kind(BoundSetting setting) {
        Type type = setting.type();
        if (type instanceof Class<?> simple) {
            return switch (simple.getSimpleName()) {
                case "int", "Integer", "long", "Long", "double", "Double" -> "number";
                case "String", "boolean", "Boolean", "Duration", "Path" ->
                    simple.getSimpleName().toLowerCase(Locale.ROOT);
                case "Secret" -> "secret";
                case "DataSize" -> "size";
                case "URI" -> "address";
                default -> "choice";
            };
        }
        return "list";
    }
}
