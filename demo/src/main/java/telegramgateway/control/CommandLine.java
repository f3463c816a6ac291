package telegramgateway.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a command: {@code --flag}, {@code --option VALUE} or {@code --option=VALUE}.
 *
 * @param values by option name with its dashes; a flag's value is empty
 */
public record CommandLine(Map<String, String> values) {

    public CommandLine {
        values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException with a sentence when an option is unknown, or its value is missing */
    public static CommandLine parse(String[] args, Set<String> flags, Set<String> options) {
        Map<String, String> values = new HashMap<>();
        Deque<String> words = new ArrayDeque<>(List.of(args));
        while (!words.isEmpty()) {
            String word = words.remove();
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (flags.contains(word)) {
                values.put(word, "");
            } else if (!options.contains(name)) {
                throw new IllegalArgumentException("There is no option " + word + "; --help lists them.");
            } else if (equals >= 0) {
                values.put(name, word.substring(equals + 1));
            } else if (words.isEmpty()) {
                throw new IllegalArgumentException(name + " needs a value.");
            } else {
                values.put(name, words.remove());
            }
        }
        return new CommandLine(values);
    }

    public boolean has(String flag) {
        return values.containsKey(flag);
    }

    public Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }
}
