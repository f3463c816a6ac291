package telegramgateway.api.messages;

import java.util.List;
import java.util.Map;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Parameters;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * How a client wants to have messages: as the stores hold them, byte for byte, unless it asks for something else.
 *
 * @param media false to leave out {@code photos} and {@code media}
 * @param idsAsStrings true for ids and positions as strings
 */
record MessageForm(boolean media, boolean idsAsStrings) {
    static final List<String> PARAMETERS = List.of("ids", "includeMedia");
    static final MessageForm CANONICAL = new MessageForm(true, false);

    private static final List<String> IDS = List.of("channelId", "messageId", "position", "topicId");
    private static final List<String> OBJECTS_WITH_IDS = List.of("replyTo", "forward");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static MessageForm of(Parameters parameters) {
        return new MessageForm(
                isFirst(parameters, "includeMedia", "true", "false"), !isFirst(parameters, "ids", "number", "string"));
    }

    private static boolean isFirst(Parameters parameters, String name, String usual, String other) {
        String given = parameters.text(name);
        if (given == null || given.equals(usual)) {
            return true;
        }
        if (given.equals(other)) {
            return false;
        }
        throw ErrorCode.INVALID_FORM.refuse(
                name + " is neither " + usual + " nor " + other,
                "Leave " + name + " out for " + usual + ".",
                Map.of("known", List.of(usual, other)));
    }

    /** @param message canonical JSON */
    byte[] of(byte[] message) {
        if (media && !idsAsStrings) {
            return message;
        }
        ObjectNode changed = MAPPER.readTree(message).asObject();
        if (!media) {
            changed.remove(List.of("photos", "media"));
        }
        if (idsAsStrings) {
            idsToStrings(changed);
            OBJECTS_WITH_IDS.forEach(name -> {
                if (changed.get(name) instanceof ObjectNode object) {
                    idsToStrings(object);
                }
            });
        }
        return MAPPER.writeValueAsBytes(changed);
    }

    private static void idsToStrings(ObjectNode object) {
        for (String name : IDS) {
            JsonNode id = object.get(name);
            if (id != null && id.isIntegralNumber()) {
                object.set(name, StringNode.valueOf(id.asString()));
            }
        }
    }
}
