package telegramgateway.service.settings.check;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.SettingsException;

/** The two tests that each settings record has, so that a renamed variable or a changed default is seen. */
public final class SettingsCheck {
    private SettingsCheck() {}

    /**
     * Checks that the required variables are exactly these, and what the others are when they are absent.
     *
     * @param required all required variables with values
     */
    public static <R extends Record> void assertDefaults(Class<R> type, Map<String, String> required, R expected) {
        assertBound(type, required, expected);
        for (String name : required.keySet()) {
            Map<String, String> without = new HashMap<>(required);
            without.remove(name);
            try {
                Settings.bind(type, without);
            } catch (SettingsException e) {
                if (String.valueOf(e.getMessage()).startsWith("FATAL: " + name + " is required")) {
                    continue;
                }
                throw new AssertionError("Without " + name + ": " + e.getMessage(), e);
            }
            throw new AssertionError(name + " is not required");
        }
    }

    /**
     * Checks that every variable reaches its component, and that no secret shows in the record's text.
     *
     * @param environment all variables of the record, none with its default
     * @param required as for {@link #assertDefaults}
     */
    public static <R extends Record> void assertMapping(
            Class<R> type, Map<String, String> environment, Map<String, String> required, R expected) {
        R bound = assertBound(type, environment, expected);
        R defaults = Settings.bind(type, required);
        TreeSet<String> untested = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getAnnotation(Setting.class).name();
            Object value = value(component, bound);
            if (!environment.containsKey(name) || Objects.equals(value, value(component, defaults))) {
                untested.add(name);
            }
            if (value instanceof Secret secret && bound.toString().contains(secret.reveal())) {
                throw new AssertionError(type.getSimpleName() + ".toString() shows " + name);
            }
        }
        if (!untested.isEmpty()) {
            throw new AssertionError("Not tested with a value other than the default: " + untested);
        }
    }

    /** Checks what these variables make of the record. */
    public static <R extends Record> R assertBound(Class<R> type, Map<String, String> environment, R expected) {
        R bound = Settings.bind(type, environment);
        if (!bound.equals(expected)) {
            throw new AssertionError("Expected " + expected + " but was " + bound);
        }
        return bound;
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Broken settings record " + record.getClass(), e);
        }
    }
}
