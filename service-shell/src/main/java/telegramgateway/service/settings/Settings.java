package telegramgateway.service.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings records of one service, bound from its environment. Immutable. */
public final class Settings {
    private final Map<Class<? extends Record>, Record> records;

    private Settings(Map<Class<? extends Record>, Record> records) {
        this.records = records;
    }

    /**
     * Binds one record and looks at no other name.
     *
     * @throws SettingsException with every missing or wrong variable
     */
    public static <R extends Record> R bind(Class<R> type, Map<String, String> environment) {
        List<SettingsProblem> problems = new ArrayList<>();
        R record = RecordBinder.bind(type, environment, problems);
        if (record == null) {
            throw new SettingsException(problems);
        }
        return record;
    }

    /**
     * Binds all records of a service and refuses names under our prefixes that nothing knows.
     *
     * @throws SettingsException with every missing, wrong or unknown variable
     */
    public static Settings load(Collection<Class<? extends Record>> types, Map<String, String> environment) {
        List<SettingsProblem> problems = new ArrayList<>();
        Map<Class<? extends Record>, Record> records = new LinkedHashMap<>();
        for (Class<? extends Record> type : types) {
            Record record = RecordBinder.bind(type, environment, problems);
            if (record != null) {
                records.put(type, record);
            }
        }
        problems.addAll(KnownNames.of(types).refuseUnknown(environment));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new Settings(records);
    }

    public Collection<Record> records() {
        return records.values();
    }

    /** The first record that is of a type; null when there is none. */
    public <T> @Nullable T find(Class<T> type) {
        return records.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }
}
