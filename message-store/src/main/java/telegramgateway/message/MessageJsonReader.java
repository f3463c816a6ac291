package telegramgateway.message;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the fields of one canonical JSON; every error names its field. */
final class MessageJsonReader {
    private final JsonNode root;

    MessageJsonReader(JsonNode root) {
        this.root = root;
    }

    Message message() {
        return new Message(
                requiredLong(root, "channelId"),
                requiredLong(root, "messageId"),
                requiredLong(root, "position"),
                constant(MessageKind.class, "kind"),
                time(root, "timestamp"),
                time(root, "editedAt"),
                time(root, "deletedAt"),
                requiredTime("receivedAt"),
                constant(MessageSource.class, "source"),
                requiredText(root, "account"),
                root.hasNonNull("text") ? requiredText(root, "text") : "",
                entities(),
                photos(),
                root.hasNonNull("media") ? media(root.get("media")) : null,
                albumId(),
                root.hasNonNull("replyTo") ? reply(root.get("replyTo")) : null,
                root.hasNonNull("forward") ? forward(root.get("forward")) : null,
                optionalLong(root, "topicId"),
                text(root, "author"),
                UnknownFields.of(root));
    }

    private List<TextEntity> entities() {
        List<TextEntity> entities = new ArrayList<>();
        for (JsonNode node : array("entities")) {
            Map<String, String> attributes = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (field.getValue().isString() && !field.getKey().equals("type")) {
                    attributes.put(field.getKey(), field.getValue().stringValue());
                }
            }
            entities.add(new TextEntity(
                    requiredText(node, "type"), count(node, "offset"), count(node, "length"), attributes));
        }
        return entities;
    }

    private List<Photo> photos() {
        List<Photo> photos = new ArrayList<>();
        for (JsonNode node : array("photos")) {
            photos.add(new Photo(count(node, "width"), count(node, "height"), size(node), text(node, "file")));
        }
        return photos;
    }

    private static Media media(JsonNode node) {
        return new Media(
                requiredText(node, "type"),
                text(node, "mimeType"),
                text(node, "fileName"),
                size(node),
                count(node, "width"),
                count(node, "height"),
                count(node, "durationSeconds"),
                text(node, "file"),
                text(node, "title"));
    }

    private static Reply reply(JsonNode node) {
        return new Reply(requiredLong(node, "messageId"), optionalLong(node, "channelId"));
    }

    private static ForwardOrigin forward(JsonNode node) {
        return new ForwardOrigin(
                text(node, "name"),
                optionalLong(node, "channelId"),
                optionalLong(node, "messageId"),
                time(node, "timestamp"));
    }

    private @Nullable Long albumId() {
        String id = text(root, "albumId");
        try {
            return id == null ? null : Long.valueOf(id);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"albumId\" is no 64-bit number", e);
        }
    }

    private Iterable<JsonNode> array(String name) {
        JsonNode node = root.get(name);
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw new IllegalArgumentException("\"" + name + "\" is no array");
        }
        return node;
    }

    private <E extends Enum<E>> E constant(Class<E> type, String name) {
        String value = requiredText(root, name);
        try {
            return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + name + "\" has the unknown value \"" + value + "\"", e);
        }
    }

    private Instant requiredTime(String name) {
        Instant time = time(root, name);
        if (time == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return time;
    }

    private static @Nullable Instant time(JsonNode node, String name) {
        String value = text(node, name);
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + name + "\" is no ISO-8601 time", e);
        }
    }

    private static String requiredText(JsonNode node, String name) {
        String value = text(node, name);
        if (value == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return value;
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new IllegalArgumentException("\"" + name + "\" is no string");
        }
        return value.stringValue();
    }

    private static long requiredLong(JsonNode node, String name) {
        Long value = optionalLong(node, name);
        if (value == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return value;
    }

    private static @Nullable Long optionalLong(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("\"" + name + "\" is no 64-bit number");
        }
        return value.longValue();
    }

    private static int count(JsonNode node, String name) {
        Long value = optionalLong(node, name);
        if (value != null && value != value.intValue()) {
            throw new IllegalArgumentException("\"" + name + "\" is no 32-bit number");
        }
        return value == null ? 0 : value.intValue();
    }

    private static long size(JsonNode node) {
        Long value = optionalLong(node, "size");
        return value == null ? 0 : value;
    }
}
