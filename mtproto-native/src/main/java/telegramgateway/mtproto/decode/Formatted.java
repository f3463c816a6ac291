package telegramgateway.mtproto.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.TextEntity;
import tools.jackson.databind.JsonNode;

/**
 * A text and its formatted spans, which TDLib counts in UTF-16 units as we do.
 *
 * @param entities named as in the Bot API, like those of an export
 */
record Formatted(String text, List<TextEntity> entities) {
    static final Formatted EMPTY = new Formatted("", List.of());

    private static final String PREFIX = "textEntityType";

    private static final Map<String, String> BOT_API_NAMES = Map.of(
            "EmailAddress", "email",
            "BankCardNumber", "bank_card",
            "MentionName", "text_mention",
            "TextUrl", "text_link",
            "PreCode", "pre",
            "BlockQuote", "blockquote",
            "ExpandableBlockQuote", "expandable_blockquote");

    /** A {@code formattedText}, or a string as older versions had in some of its places; anything else is empty. */
    static Formatted of(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        if (!node.isObject()) {
            return new Formatted(Fields.string(parent, name), List.of());
        }
        String text = Fields.string(node, "text");
        List<TextEntity> entities = new ArrayList<>();
        for (JsonNode entity : node.path("entities")) {
            TextEntity known = entity(entity, text.length());
            if (known != null) {
                entities.add(known);
            }
        }
        return new Formatted(text, entities);
    }

    /** The entity of a text that is nothing but one custom emoji. */
    static TextEntity customEmoji(int length, long id) {
        return new TextEntity("custom_emoji", 0, length, Map.of("customEmojiId", Long.toString(id)));
    }

    private static @Nullable TextEntity entity(JsonNode node, int textLength) {
        long offset = Fields.integer(node, "offset");
        int length = Fields.count(node, "length");
        JsonNode type = node.path("type");
        String name = Fields.type(type);
        // TDLib itself finds times in a text; nobody wrote them as a format.
        boolean found = name.equals(PREFIX + "MediaTimestamp");
        if (found || offset < 0 || length == 0 || offset > textLength - length) {
            return null;
        }
        return new TextEntity(botApiName(name), (int) offset, length, attributes(type));
    }

    private static String botApiName(String type) {
        if (!type.startsWith(PREFIX) || type.length() == PREFIX.length()) {
            return "unknown";
        }
        String name = type.substring(PREFIX.length());
        return BOT_API_NAMES.getOrDefault(name, TypeNames.snakeCase(name));
    }

    private static Map<String, String> attributes(JsonNode type) {
        Map<String, String> attributes = new TreeMap<>();
        put(attributes, "url", Fields.text(type, "url"));
        put(attributes, "language", Fields.text(type, "language"));
        put(attributes, "userId", number(type, "user_id"));
        put(attributes, "customEmojiId", number(type, "custom_emoji_id"));
        put(attributes, "unixTime", number(type, "unix_time"));
        return attributes;
    }

    private static @Nullable String number(JsonNode type, String name) {
        long number = Fields.integer(type, name);
        return number == 0 ? null : Long.toString(number);
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }
}
