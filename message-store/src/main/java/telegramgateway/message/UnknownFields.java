package telegramgateway.message;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a message's JSON that this version does not know, wherever they stand. Each is kept under its JSON
 * Pointer (RFC 6901) without the leading slash: {@code aField}, {@code media/aField}, {@code photos/0/aField}.
 */
final class UnknownFields {
    private static final Set<String> ENTITY = Set.of("type", "offset", "length");
    private static final Set<String> PHOTO = Set.of("width", "height", "size", "file");
    private static final Set<String> MEDIA =
            Set.of("type", "mimeType", "fileName", "size", "width", "height", "durationSeconds", "file", "title");
    private static final Set<String> REPLY = Set.of("messageId", "channelId");
    private static final Set<String> FORWARD = Set.of("name", "channelId", "messageId", "timestamp");

    private UnknownFields() {}

    /** Those of a whole message. */
    static SortedMap<String, JsonNode> of(JsonNode message) {
        SortedMap<String, JsonNode> unknown = new TreeMap<>();
        collect(message, "", MessageJson.FIELDS, unknown);
        collect(message.path("media"), "media/", MEDIA, unknown);
        collect(message.path("replyTo"), "replyTo/", REPLY, unknown);
        collect(message.path("forward"), "forward/", FORWARD, unknown);
        collectEach(message.path("photos"), "photos/", PHOTO, unknown);
        collectEach(message.path("entities"), "entities/", ENTITY, unknown);
        // An entity's strings are its attributes.
        unknown.entrySet()
                .removeIf(field -> field.getKey().startsWith("entities/")
                        && field.getValue().isString());
        return unknown;
    }

    /** Writes those of one object, sorted by name. Its pointer ends with a slash; the message's own is empty. */
    static void write(JsonGenerator json, String pointer, SortedMap<String, JsonNode> unknown) {
        for (Map.Entry<String, JsonNode> field : unknown.tailMap(pointer).entrySet()) {
            if (!field.getKey().startsWith(pointer)) {
                return;
            }
            String name = field.getKey().substring(pointer.length());
            if (name.indexOf('/') < 0) {
                json.writeName(name.replace("~1", "/").replace("~0", "~"));
                json.writeTree(field.getValue());
            }
        }
    }

    /** A field's name as a part of a pointer. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static void collectEach(
            JsonNode array, String pointer, Set<String> known, SortedMap<String, JsonNode> unknown) {
        for (int i = 0; i < array.size(); i++) {
            collect(array.path(i), pointer + i + "/", known, unknown);
        }
    }

    private static void collect(
            JsonNode object, String pointer, Set<String> known, SortedMap<String, JsonNode> unknown) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!known.contains(field.getKey())) {
                unknown.put(pointer + escaped(field.getKey()), field.getValue());
            }
        }
    }
}
