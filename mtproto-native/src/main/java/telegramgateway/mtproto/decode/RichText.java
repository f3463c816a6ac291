package telegramgateway.mtproto.decode;

import java.util.List;
import java.util.Set;
import telegramgateway.message.Message;
import telegramgateway.message.StorableText;
import tools.jackson.databind.JsonNode;

/** The words of a rich message, whose blocks may stand in each other: one line per block, without formats. */
final class RichText {
    /** What lies deeper is left out. */
    private static final int MAX_DEPTH = 64;

    /** The fields that a reader sees, wherever they stand; those of a block in reading order. */
    private static final List<String> SHOWN = List.of(
            "text",
            "texts",
            "alternative_text",
            "expression",
            "title",
            "subtitle",
            "author",
            "header",
            "subheader",
            "kicker",
            "items",
            "label",
            "cells",
            "cover",
            "blocks",
            "caption",
            "credit",
            "footer");

    /** Strings that are names of something else elsewhere are text here. */
    private static final Set<String> STRINGS =
            Set.of("text", "alternative_text", "expression", "title", "author", "label");

    private final StringBuilder text = new StringBuilder();

    private RichText() {}

    static Formatted of(JsonNode message) {
        RichText rich = new RichText();
        rich.read(message, 0);
        return new Formatted(StorableText.of(rich.text.toString().strip()), List.of());
    }

    private void read(JsonNode node, int depth) {
        if (depth > MAX_DEPTH || text.length() > Message.MAX_TEXT_LENGTH) {
            return;
        }
        if (node.isArray()) {
            node.forEach(item -> read(item, depth + 1));
            return;
        }
        if (!node.isObject()) {
            return;
        }
        boolean block = !Fields.type(node).startsWith("richText");
        for (String field : SHOWN) {
            JsonNode value = node.path(field);
            if (value.isString() && STRINGS.contains(field)) {
                text.append(value.stringValue());
            } else {
                read(value, depth + 1);
            }
            if (block) {
                endLine();
            }
        }
    }

    private void endLine() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }
}
