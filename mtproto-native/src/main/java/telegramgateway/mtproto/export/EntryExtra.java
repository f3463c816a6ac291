package telegramgateway.mtproto.export;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the canonical form has no field for, and a reader may miss: who wrote into a group, the answers of a poll, … */
final class EntryExtra {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EntryExtra() {}

    static SortedMap<String, JsonNode> of(long channelId, ObjectNode entry) {
        SortedMap<String, JsonNode> extra = new TreeMap<>();
        putSender(extra, channelId, entry);
        putText(extra, "viaBot", Fields.text(entry, "via_bot"));
        putText(extra, "savedFrom", Fields.text(entry, "saved_from"));
        putLocation(extra, entry.path("location_information"));
        putPoll(extra, entry.path("poll"));
        return extra;
    }

    /** A channel's own posts need no sender. */
    private static void putSender(SortedMap<String, JsonNode> extra, long channelId, ObjectNode entry) {
        Long id = PeerIds.of(entry.get("from_id"));
        if (id != null && id != channelId) {
            ObjectNode sender = NODES.objectNode();
            sender.set("id", EntryTree.number(id));
            String name = Fields.text(entry, "from");
            extra.put("sender", name == null ? sender : sender.put("name", name));
        }
    }

    private static void putLocation(SortedMap<String, JsonNode> extra, JsonNode location) {
        JsonNode latitude = location.path("latitude");
        JsonNode longitude = location.path("longitude");
        if (latitude.isNumber() && longitude.isNumber()) {
            ObjectNode place = NODES.objectNode();
            place.set("latitude", latitude);
            place.set("longitude", longitude);
            extra.put("location", place);
        }
    }

    /** Votes are left out: they change without an edit. */
    private static void putPoll(SortedMap<String, JsonNode> extra, JsonNode poll) {
        if (!poll.isObject()) {
            return;
        }
        ArrayNode answers = NODES.arrayNode();
        for (JsonNode answer : poll.path("answers")) {
            answers.add(EntryText.ofParts(answer.get("text")).text());
        }
        ObjectNode kept = NODES.objectNode();
        kept.set("answers", answers);
        extra.put("poll", kept);
    }

    private static void putText(SortedMap<String, JsonNode> extra, String name, @Nullable String value) {
        if (value != null) {
            extra.put(name, NODES.stringNode(value));
        }
    }
}
