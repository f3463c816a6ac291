package telegramgateway.service.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes one settings record from an environment and notes every problem on the way. */
final class RecordBinder {
    private RecordBinder() {}

    /** The record, or null when something in it is missing or wrong; then problems have been added. */
    static <R extends Record> @Nullable R bind(
            Class<R> type, Map<String, String> environment, List<SettingsProblem> problems) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        int before = problems.size();
        for (int i = 0; i < components.length; i++) {
            values[i] = value(BoundSetting.of(components[i]), environment, problems);
        }
        return problems.size() > before ? null : create(type, values, problems);
    }

    private static @Nullable Object value(
            BoundSetting setting, Map<String, String> environment, List<SettingsProblem> problems) {
        List<String> names =
                setting.names().filter(name -> isSet(environment, name)).toList();
        if (names.size() > 1) {
            problems.add(setting.problem(String.join(" and ", names) + " mean the same and are both set"));
            return null;
        }
        String name = names.isEmpty() ? setting.name() : names.getFirst();
        try {
            String text = names.isEmpty() ? setting.fallback() : setting.text(name, environment.getOrDefault(name, ""));
            if (text == null && !setting.optional()) {
                problems.add(setting.problem(name + " is required"));
            }
            return text == null ? null : SettingValue.parse(setting.type(), name, text);
        } catch (IllegalArgumentException e) {
            problems.add(setting.problem(name + " " + e.getMessage()));
            return null;
        }
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        String text = environment.get(name);
        return text != null && !text.isBlank();
    }

    private static <R extends Record> @Nullable R create(
            Class<R> type, @Nullable Object[] values, List<SettingsProblem> problems) {
        try {
            Class<?>[] types = Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                problems.add(new SettingsProblem(String.valueOf(refusal.getMessage()), "See docs/configuration.md."));
                return null;
            }
            throw new IllegalStateException("Broken settings record " + type.getName(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Broken settings record " + type.getName(), e);
        }
    }

    /** Every setting of the records, in their order. */
    static Stream<BoundSetting> settings(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).map(BoundSetting::of);
    }
}
