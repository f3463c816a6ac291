package telegramgateway.mtproto.decode;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import telegramgateway.message.Message;
import telegramgateway.message.MessageSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Objects as TDLib 1.8.65 sends them; {@code contents.json} has one content of each type, written after td_api.tl. */
final class TdSamples {
    static final long CHANNEL = -1001234567890L;
    static final Instant RECEIVED = Instant.parse("2026-11-21T10:00:00.250Z");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ObjectNode CONTENTS = contents();

    private TdSamples() {}

    static List<String> names() {
        return List.copyOf(CONTENTS.propertyNames());
    }

    static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    static ObjectNode content(String name) {
        return (ObjectNode) Objects.requireNonNull(CONTENTS.get(name), name).deepCopy();
    }

    /** Post 7 of a channel, with every field that TDLib writes. */
    static ObjectNode message(JsonNode content) {
        ObjectNode message = object("""
                {"@type":"message","id":7340032,"sender_id":{"@type":"messageSenderChat","chat_id":-1001234567890},
                "chat_id":-1001234567890,"is_outgoing":false,"is_pinned":false,"is_from_offline":false,
                "can_be_saved":true,"has_timestamped_media":true,"is_channel_post":true,
                "is_paid_star_suggested_post":false,"is_paid_ton_suggested_post":false,"contains_unread_mention":false,
                "contains_unread_poll_votes":false,"date":1772445600,"edit_date":0,
                "interaction_info":{"@type":"messageInteractionInfo","view_count":9,"forward_count":1},
                "unread_reactions":[],"self_destruct_in":0.0,"auto_delete_in":0.0,"via_bot_user_id":0,
                "sender_business_bot_user_id":0,"sender_boost_count":0,"sender_tag":"","paid_message_star_count":0,
                "author_signature":"","media_album_id":"0","effect_id":"0","summary_language_code":""}
                """);
        message.set("content", content);
        return message;
    }

    static ObjectNode text(String text) {
        ObjectNode content = content("text");
        ((ObjectNode) content.get("text")).put("text", text).putArray("entities");
        return message(content);
    }

    /** A message whose fields are replaced by these. */
    static ObjectNode text(String text, String fields) {
        ObjectNode message = text(text);
        message.setAll(object("{" + fields + "}"));
        return message;
    }

    static Decoded decode(ObjectNode message) {
        return MessageDecoder.decode(message, "main", MessageSource.USER, RECEIVED);
    }

    static Decoded.Accepted accepted(ObjectNode message) {
        if (decode(message) instanceof Decoded.Accepted accepted) {
            return accepted;
        }
        throw new AssertionError("Refused: " + decode(message));
    }

    static Message sample(String name) {
        return accepted(message(content(name))).message();
    }

    private static ObjectNode contents() {
        try (InputStream file = Objects.requireNonNull(TdSamples.class.getResourceAsStream("contents.json"))) {
            return (ObjectNode) JSON.readTree(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
