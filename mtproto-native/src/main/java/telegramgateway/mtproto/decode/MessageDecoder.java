package telegramgateway.mtproto.decode;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.ForwardOrigin;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns TDLib's {@code message} into ours, or says why it cannot be one. Never throws, whatever TDLib sends. Text,
 * photos and media have the names and forms that an export of the same message has, so that both have one content hash
 * wherever both can express the message.
 */
public final class MessageDecoder {

    private MessageDecoder() {}

    /**
     * @param message TDLib's {@code message} object
     * @param account name of the account that observed it
     * @param receivedAt when it was observed
     */
    public static Decoded decode(ObjectNode message, String account, MessageSource source, Instant receivedAt) {
        long channelId = Fields.integer(message, "chat_id");
        long tdlibId = Fields.integer(message, "id");
        long messageId = TdIds.server(tdlibId);
        if (channelId == 0) {
            return refused(RefusalReason.UNKNOWN_CHAT, 0, messageId, null);
        }
        if (TdIds.isPrivate(channelId)) {
            return refused(RefusalReason.PRIVATE_CHAT, channelId, messageId, null);
        }
        if (messageId == 0) {
            RefusalReason reason = tdlibId > 0 ? RefusalReason.NOT_A_SERVER_MESSAGE : RefusalReason.INVALID_ID;
            return refused(reason, channelId, 0, tdlibId > 0 ? Long.toString(tdlibId) : null);
        }
        Content content = ContentDecoder.decode(message.path("content"));
        if (content == null) {
            String type = Fields.type(message.path("content"));
            return refused(reasonOf(type), channelId, messageId, type.isEmpty() ? null : type);
        }
        Instant sentAt = Fields.date(message, "date");
        if (sentAt == null) {
            boolean number = message.path("date").isIntegralNumber();
            RefusalReason reason = number ? RefusalReason.DATE_OUT_OF_RANGE : RefusalReason.INVALID_DATE;
            return refused(reason, channelId, messageId, null);
        }
        if (content.text().text().length() > Message.MAX_TEXT_LENGTH) {
            return refused(RefusalReason.TEXT_TOO_LONG, channelId, messageId, null);
        }
        Message decoded = new Message(
                channelId,
                messageId,
                Message.UNACCEPTED,
                MessageKind.POSTED,
                sentAt,
                Fields.date(message, "edit_date"),
                null,
                receivedAt,
                source,
                account,
                content.text().text(),
                content.text().entities(),
                content.photos(),
                content.media(),
                nonZero(Fields.integer(message, "media_album_id")),
                reply(channelId, message.path("reply_to")),
                forward(message.path("forward_info")),
                topic(message.path("topic_id")),
                Fields.text(message, "author_signature"),
                extra(channelId, message, content));
        return new Decoded.Accepted(decoded, content.files());
    }

    private static RefusalReason reasonOf(String contentType) {
        if (contentType.equals("messageUnsupported")) {
            return RefusalReason.UNSUPPORTED;
        }
        return TypeNames.isService(contentType) ? RefusalReason.SERVICE : RefusalReason.UNKNOWN_TYPE;
    }

    /** A reply to a message of a chat that this account cannot see has no ids, and is none. */
    private static @Nullable Reply reply(long channelId, JsonNode reply) {
        long chatId = Fields.integer(reply, "chat_id");
        long messageId = TdIds.server(Fields.integer(reply, "message_id"));
        boolean known = Fields.type(reply).equals("messageReplyToMessage") && chatId != 0 && messageId != 0;
        return known ? new Reply(messageId, chatId == channelId ? null : (Long) chatId) : null;
    }

    /** The name is told only of authors who hide; of others TDLib tells the id, and their name may change. */
    private static @Nullable ForwardOrigin forward(JsonNode forward) {
        if (!forward.isObject()) {
            return null;
        }
        JsonNode origin = forward.path("origin");
        long chatId = switch (Fields.type(origin)) {
            case "messageOriginUser" -> Fields.integer(origin, "sender_user_id");
            case "messageOriginChat" -> Fields.integer(origin, "sender_chat_id");
            case "messageOriginChannel" -> Fields.integer(origin, "chat_id");
            default -> 0;
        };
        long messageId = TdIds.server(Fields.integer(origin, "message_id"));
        return new ForwardOrigin(
                Fields.text(origin, "sender_name"), nonZero(chatId), nonZero(messageId), Fields.date(forward, "date"));
    }

    /** The thread of a comment and the conversation of a direct message are no topics. */
    private static @Nullable Long topic(JsonNode topic) {
        return Fields.type(topic).equals("messageTopicForum") ? nonZero(Fields.integer(topic, "forum_topic_id")) : null;
    }

    private static SortedMap<String, JsonNode> extra(long channelId, ObjectNode message, Content content) {
        SortedMap<String, JsonNode> extra = new TreeMap<>(content.extra());
        JsonNode sender = message.path("sender_id");
        long user = Fields.integer(sender, "user_id");
        long senderId = user == 0 ? Fields.integer(sender, "chat_id") : user;
        // A channel's own posts need no sender.
        if (senderId != 0 && senderId != channelId) {
            ObjectNode kept = JsonNodeFactory.instance.objectNode();
            kept.set("id", Fields.number(senderId));
            extra.put("sender", kept);
        }
        long bot = Fields.integer(message, "via_bot_user_id");
        if (bot != 0) {
            extra.put("viaBotId", Fields.number(bot));
        }
        String signature = Fields.text(message.path("forward_info").path("origin"), "author_signature");
        if (signature != null) {
            extra.put("forward/author", JsonNodeFactory.instance.stringNode(signature));
        }
        return extra;
    }

    private static @Nullable Long nonZero(long number) {
        return number == 0 ? null : (Long) number;
    }

    private static Decoded refused(RefusalReason reason, long channelId, long messageId, @Nullable String detail) {
        return new Decoded.Refused(reason, channelId, messageId, detail);
    }
}
