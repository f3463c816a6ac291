package telegramgateway.mtproto.telegram;

import tools.jackson.databind.JsonNode;

/**
 * By what a forwarded copy is known: by the post of a channel that it names, or, since copies of what people wrote name
 * no message, by when that was written and what it says. Messages are TDLib's JSON.
 */
public final class Origin {
    /** TDLib's message id is Telegram's own, shifted. */
    private static final int SERVER_ID_SHIFT = 20;

    private Origin() {}

    /** What a copy of a message will be known by: by the same as the message itself, if it is a copy. */
    public static String ofCopiesOf(JsonNode message) {
        if (message.path("forward_info").isObject()) {
            return of(message);
        }
        return message.path("is_channel_post").asBoolean(false)
                ? post(message.path("chat_id").asLong(0), message.path("id").asLong(0))
                : written(message.path("date").asLong(0), message);
    }

    /** What a copy is known by; empty for a message that is none. */
    public static String of(JsonNode copy) {
        JsonNode forward = copy.path("forward_info");
        JsonNode origin = forward.path("origin");
        if (!forward.isObject()) {
            return "";
        }
        return origin.path("@type").asString("").equals("messageOriginChannel")
                ? post(
                        origin.path("chat_id").asLong(0),
                        origin.path("message_id").asLong(0))
                : written(forward.path("date").asLong(0), copy);
    }

    private static String post(long chatId, long messageId) {
        return "post:" + chatId + ":" + (messageId >> SERVER_ID_SHIFT);
    }

    private static String written(long date, JsonNode message) {
        JsonNode content = message.path("content");
        String text = content.path("text").path("text").asString("")
                + content.path("caption").path("text").asString("");
        return "written:" + date + ":" + Integer.toHexString(text.hashCode());
    }
}
