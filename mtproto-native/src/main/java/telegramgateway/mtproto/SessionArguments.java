package telegramgateway.mtproto;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a command for sessions: {@code --flag}, {@code --option VALUE} or {@code --option=VALUE}.
 *
 * @param values by option name with its dashes; a flag's value is empty
 */
record SessionArguments(Map<String, String> values) {
    private static final String GATEWAY = "http://127.0.0.1:4006";
    private static final String SESSION = "[A-Za-z0-9-]{1,32}";

    SessionArguments {
        values = Map.copyOf(values);
    }

    /** @throws IllegalArgumentException with a sentence when an option is unknown or wrong, or its value is missing */
    static SessionArguments parse(List<String> arguments, Set<String> flags, Set<String> options) {
        Map<String, String> values = new HashMap<>();
        Deque<String> words = new ArrayDeque<>(arguments);
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
        SessionArguments parsed = new SessionArguments(values);
        parsed.check();
        return parsed;
    }

    private void check() {
        String scheme = String.valueOf(gateway().getScheme());
        if (!scheme.matches("https?") || gateway().getHost() == null) {
            throw new IllegalArgumentException("--url takes an address such as " + GATEWAY + ".");
        }
        if (session().filter(name -> !name.matches(SESSION)).isPresent()) {
            throw new IllegalArgumentException("--session takes a session's name, such as user or bot.");
        }
    }

    boolean has(String flag) {
        return values.containsKey(flag);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }

    URI gateway() {
        return URI.create(value("--url").orElse(GATEWAY));
    }

    Optional<String> session() {
        return value("--session");
    }
}
