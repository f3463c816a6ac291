package telegramgateway.mtproto.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.TextEntity;
import tools.jackson.databind.JsonNode;

/**
 * A text and its formatted spans. An export cuts a text into parts, each with one format; put together they are the
 * text, also where Telegram took a piece of a price for a phone number.
 *
 * @param entities named as in the Bot API, which says {@code url} where an export says {@code link}
 */
record EntryText(String text, List<TextEntity> entities) {
    private static final Map<String, String> BOT_API_NAMES =
            Map.of("link", "url", "phone", "phone_number", "mention_name", "text_mention");

    /** The text of an entry: from {@code text_entities} where that says anything, else from {@code text}. */
    static EntryText of(JsonNode entry) {
        JsonNode parts = entry.get("text_entities");
        return parts != null && parts.isArray() && !parts.isEmpty() ? ofParts(parts) : ofParts(entry.get("text"));
    }

    /** A string, or an array of strings and parts; anything else is an empty text. */
    static EntryText ofParts(@Nullable JsonNode parts) {
        if (parts == null || !parts.isArray()) {
            return new EntryText(parts != null && parts.isString() ? parts.stringValue() : "", List.of());
        }
        StringBuilder text = new StringBuilder();
        List<TextEntity> entities = new ArrayList<>();
        for (JsonNode part : parts) {
            JsonNode partText = part.isObject() ? part.get("text") : part;
            if (partText == null
                    || !partText.isString()
                    || partText.stringValue().isEmpty()) {
                continue;
            }
            int offset = text.length();
            text.append(partText.stringValue());
            String type = part.isObject() ? Fields.text(part, "type") : null;
            if (type != null && !type.equals("plain")) {
                entities.add(new TextEntity(name(type, part), offset, text.length() - offset, attributes(part)));
            }
        }
        return new EntryText(text.toString(), entities);
    }

    private static String name(String type, JsonNode part) {
        boolean expandable = type.equals("blockquote") && part.path("collapsed").asBoolean(false);
        return expandable ? "expandable_blockquote" : BOT_API_NAMES.getOrDefault(type, type);
    }

    private static Map<String, String> attributes(JsonNode part) {
        Map<String, String> attributes = new TreeMap<>();
        put(attributes, "url", Fields.text(part, "href"));
        put(attributes, "language", Fields.text(part, "language"));
        Long user = Fields.integer(part, "user_id");
        put(attributes, "userId", user == null ? null : user.toString());
        String emoji = Fields.text(part, "document_id");
        boolean path = emoji != null && !emoji.chars().allMatch(Character::isDigit);
        put(attributes, "customEmojiId", path ? null : emoji);
        return attributes;
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }
}
