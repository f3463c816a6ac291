package telegramgateway.service.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that may stand under our prefixes: those of a service's own records, and those of
 * {@code docs/configuration.md}, which lists every service's and is part of this library for that reason. Services of
 * one machine may so share one environment file.
 */
final class KnownNames {
    private static final List<String> PREFIXES = List.of(
            "API_",
            "FAILURE_QUEUE_",
            "GATEWAY_",
            "JOURNAL_",
            "PGBOUNCER_",
            "RABBITMQ_",
            "REDIS_",
            "TELEGRAM_",
            "TIMESCALEDB_",
            "TP_CAPITAL_");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([A-Z0-9_]+)`");
    private static final int SUGGESTION_MAX_EDITS = 3;

    private final NavigableSet<String> names;

    private KnownNames(NavigableSet<String> names) {
        this.names = names;
    }

    static KnownNames of(Collection<Class<? extends Record>> types) {
        NavigableSet<String> names = new TreeSet<>();
        Matcher documented = DOCUMENTED.matcher(page());
        while (documented.find()) {
            names.add(documented.group(1));
            names.add(documented.group(1) + "_FILE");
        }
        types.stream()
                .flatMap(RecordBinder::settings)
                .flatMap(BoundSetting::names)
                .forEach(names::add);
        return new KnownNames(names);
    }

    List<SettingsProblem> refuseUnknown(Map<String, String> environment) {
        List<SettingsProblem> problems = new ArrayList<>();
        for (String name : new TreeSet<>(environment.keySet())) {
            if (PREFIXES.stream().anyMatch(name::startsWith) && !names.contains(name)) {
                problems.add(new SettingsProblem(
                        name + " is not a setting",
                        nearest(name).map(near -> "Did you mean " + near + "? ").orElse("")
                                + "Names that begin like ours must be ours: remove it. See docs/configuration.md."));
            }
        }
        return problems;
    }

    private Optional<String> nearest(String name) {
        String best = null;
        int fewest = SUGGESTION_MAX_EDITS + 1;
        for (String known : names) {
            int edits = edits(name, known);
            if (edits < fewest) {
                fewest = edits;
                best = known;
            }
        }
        return Optional.ofNullable(best);
    }

    /** How many characters must be put in, taken out or replaced to make one text of the other. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    private static String page() {
        try (InputStream page = KnownNames.class.getResourceAsStream("configuration.md")) {
            if (page == null) {
                throw new IllegalStateException("configuration.md is missing from the jar");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
