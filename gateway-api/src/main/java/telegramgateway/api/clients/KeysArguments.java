package telegramgateway.api.clients;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@code bin/api-keys}.
 *
 * @param name of the client; empty for {@code list}
 */
record KeysArguments(String action, String name, Map<String, List<String>> options, boolean signed, boolean json) {
    private static final Map<String, Set<String>> OPTIONS = Map.of(
            "list", Set.of(),
            "create", Set.of("--role", "--channel", "--expires"),
            "rotate", Set.of("--overlap", "--expires"),
            "revoke", Set.of());

    /** @throws IllegalArgumentException with what is wrong, for people */
    static KeysArguments parse(List<String> line) {
        if (line.isEmpty() || !OPTIONS.containsKey(line.getFirst())) {
            throw new IllegalArgumentException("Say what to do: create, list, rotate or revoke.");
        }
        String action = line.getFirst();
        Set<String> known = OPTIONS.getOrDefault(action, Set.of());
        Map<String, List<String>> options = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        boolean signed = false;
        boolean json = false;
        for (int i = 1; i < line.size(); i++) {
            String argument = line.get(i);
            if (argument.equals("--json")) {
                json = true;
            } else if (argument.equals("--signed") && action.equals("create")) {
                signed = true;
            } else if (known.contains(argument)) {
                if (i + 1 == line.size()) {
                    throw new IllegalArgumentException(argument + " lacks its value.");
                }
                options.computeIfAbsent(argument, _ -> new ArrayList<>()).add(line.get(++i));
            } else if (argument.startsWith("--")) {
                throw new IllegalArgumentException(action + " knows no " + argument + ".");
            } else {
                names.add(argument);
            }
        }
        if (names.size() != (action.equals("list") ? 0 : 1)) {
            throw new IllegalArgumentException(
                    action.equals("list") ? "list takes no name." : action + " takes the name of one client.");
        }
        options.forEach((option, values) -> {
            if (values.size() > 1 && !option.equals("--channel")) {
                throw new IllegalArgumentException(option + " stands more than once.");
            }
        });
        return new KeysArguments(action, names.isEmpty() ? "" : names.getFirst(), options, signed, json);
    }

    @Nullable
    String option(String name) {
        return options.containsKey(name) ? all(name).getFirst() : null;
    }

    List<String> all(String name) {
        return options.getOrDefault(name, List.of());
    }
}
