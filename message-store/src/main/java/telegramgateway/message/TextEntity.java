package telegramgateway.message;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A formatted span of a message's text.
 *
 * @param type Telegram's name of the format in lower case, such as {@code bold}, {@code text_link}; unknown names are
 *     kept
 * @param offset first UTF-16 code unit, as in Telegram and in Java's {@code String}; at least 0
 * @param length UTF-16 code units; at least 1
 * @param attributes what the format carries besides the span, such as {@code url}, {@code language}, {@code userId};
 *     sorted by name
 */
public record TextEntity(String type, int offset, int length, Map<String, String> attributes) {
    private static final Set<String> OWN_FIELDS = Set.of("type", "offset", "length");

    public TextEntity {
        if (type.isBlank()) {
            throw new IllegalArgumentException("A text entity needs a type");
        }
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException("A text entity cannot span " + offset + "+" + length);
        }
        if (!Collections.disjoint(attributes.keySet(), OWN_FIELDS)) {
            throw new IllegalArgumentException("An attribute cannot be called " + attributes.keySet());
        }
        WellFormed.require(type, "entity type");
        attributes.values().forEach(value -> WellFormed.require(value, "entity attribute"));
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
}
