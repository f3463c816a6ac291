package telegramgateway.mtproto.decode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.MessageSource;
import telegramgateway.message.StorableText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the updates of one account into observations. Never throws, whatever TDLib sends: an update that lacks what it
 * needs is ignored.
 *
 * @param account name of the account that gets the updates
 * @param source {@code USER} or {@code BOT}
 */
public record UpdateDecoder(String account, MessageSource source) {
    private static final String AUTHORIZATION = "authorizationState";
    private static final String CONNECTION = "connectionState";
    private static final String KEY_DROP = "AUTH_KEY_DROP_";

    /** @param receivedAt when TDLib handed the update over */
    public Observation decode(ObjectNode update, Instant receivedAt) {
        Observation observation = switch (Fields.type(update)) {
            case "updateNewMessage" -> posted(object(update, "message"), receivedAt);
            case "updateMessageSendSucceeded" -> sent(update, receivedAt);
            case "updateMessageContent" -> contentChanged(update);
            case "updateMessageEdited" -> edited(update);
            case "updateDeleteMessages" -> deleted(update);
            case "updateAuthorizationState" -> authorization(object(update, "authorization_state"));
            case "updateConnectionState" -> connection(update.path("state"));
            case "updateServiceNotification" -> notification(update);
            default -> ofChat(update);
        };
        return observation == null ? new Observation.Ignored(Fields.type(update)) : observation;
    }

    private static @Nullable Observation ofChat(ObjectNode update) {
        return switch (Fields.type(update)) {
            case "updateChatLastMessage" -> lastMessage(update);
            case "updateNewChat" -> found(update.path("chat"));
            case "updateChatTitle" -> title(update);
            case "updateSupergroup" -> supergroup(update.path("supergroup"));
            case "updateBasicGroup" -> basicGroup(update.path("basic_group"));
            default -> null;
        };
    }

    private Observation posted(ObjectNode message, Instant receivedAt) {
        Observation migrated = migrated(Fields.integer(message, "chat_id"), message.path("content"));
        return migrated == null
                ? new Observation.Posted(MessageDecoder.decode(message, account, source, receivedAt))
                : migrated;
    }

    private Observation sent(ObjectNode update, Instant receivedAt) {
        Decoded message = MessageDecoder.decode(object(update, "message"), account, source, receivedAt);
        return new Observation.Sent(Fields.integer(update, "old_message_id"), message);
    }

    private static @Nullable Observation contentChanged(ObjectNode update) {
        long chatId = Fields.integer(update, "chat_id");
        long messageId = TdIds.server(Fields.integer(update, "message_id"));
        return chatId == 0 || messageId == 0 ? null : new Observation.ContentChanged(chatId, messageId);
    }

    private static @Nullable Observation edited(ObjectNode update) {
        long chatId = Fields.integer(update, "chat_id");
        long messageId = TdIds.server(Fields.integer(update, "message_id"));
        return chatId == 0 || messageId == 0
                ? null
                : new Observation.Edited(chatId, messageId, Fields.date(update, "edit_date"));
    }

    /** What TDLib only drops from its own cache still exists. */
    private static @Nullable Observation deleted(ObjectNode update) {
        long chatId = Fields.integer(update, "chat_id");
        if (chatId == 0 || !Fields.isTrue(update, "is_permanent") || Fields.isTrue(update, "from_cache")) {
            return null;
        }
        List<Long> messageIds = new ArrayList<>();
        for (JsonNode id : update.path("message_ids")) {
            long messageId = TdIds.server(Fields.integer(id));
            if (messageId != 0) {
                messageIds.add(messageId);
            }
        }
        return messageIds.isEmpty() ? null : new Observation.Deleted(chatId, messageIds);
    }

    private static @Nullable Observation lastMessage(ObjectNode update) {
        long chatId = Fields.integer(update, "chat_id");
        return chatId == 0 || update.hasNonNull("last_message") ? null : new Observation.PossibleGap(chatId);
    }

    private static @Nullable Observation found(JsonNode chat) {
        long chatId = Fields.integer(chat, "id");
        JsonNode type = chat.path("type");
        ChatKind kind = switch (Fields.type(type)) {
            case "chatTypeSupergroup" -> supergroupKind(type);
            case "chatTypeBasicGroup" -> ChatKind.BASIC_GROUP;
            case "chatTypePrivate", "chatTypeSecret" -> ChatKind.PRIVATE;
            default -> null;
        };
        return chatId == 0 || kind == null
                ? null
                : new Observation.ChatFound(chatId, kind, Fields.string(chat, "title"));
    }

    private static @Nullable Observation title(ObjectNode update) {
        long chatId = Fields.integer(update, "chat_id");
        return chatId == 0 ? null : new Observation.TitleChanged(chatId, Fields.string(update, "title"));
    }

    private static @Nullable Observation supergroup(JsonNode supergroup) {
        long id = Fields.size(supergroup, "id");
        JsonNode active = supergroup.path("usernames").path("active_usernames").path(0);
        String username =
                active.isString() && !active.stringValue().isBlank() ? StorableText.of(active.stringValue()) : null;
        return id == 0
                ? null
                : new Observation.SupergroupChanged(
                        TdIds.chatOfSupergroup(id),
                        supergroupKind(supergroup),
                        username,
                        isMember(supergroup.path("status")));
    }

    private static boolean isMember(JsonNode status) {
        return switch (Fields.type(status)) {
            case "chatMemberStatusMember", "chatMemberStatusAdministrator" -> true;
            case "chatMemberStatusCreator", "chatMemberStatusRestricted" -> Fields.isTrue(status, "is_member");
            default -> false;
        };
    }

    private static ChatKind supergroupKind(JsonNode supergroup) {
        return Fields.isTrue(supergroup, "is_channel") ? ChatKind.CHANNEL : ChatKind.SUPERGROUP;
    }

    private static @Nullable Observation basicGroup(JsonNode group) {
        long from = Fields.size(group, "id");
        long to = Fields.size(group, "upgraded_to_supergroup_id");
        return migration(from, to);
    }

    private static @Nullable Observation migrated(long chatId, JsonNode content) {
        return switch (Fields.type(content)) {
            case "messageChatUpgradeTo" -> migration(-chatId, Fields.size(content, "supergroup_id"));
            case "messageChatUpgradeFrom" ->
                migration(Fields.size(content, "basic_group_id"), TdIds.chatOfSupergroup(chatId));
            default -> null;
        };
    }

    private static @Nullable Observation migration(long basicGroupId, long supergroupId) {
        return basicGroupId <= 0 || supergroupId <= 0
                ? null
                : new Observation.Migrated(TdIds.chatOfBasicGroup(basicGroupId), TdIds.chatOfSupergroup(supergroupId));
    }

    private static @Nullable Observation authorization(ObjectNode state) {
        String name = Fields.type(state);
        return name.startsWith(AUTHORIZATION)
                ? new Observation.AuthorizationChanged(name.substring(AUTHORIZATION.length()), state)
                : null;
    }

    private static @Nullable Observation connection(JsonNode state) {
        String name = Fields.type(state);
        for (ConnectionState known : ConnectionState.values()) {
            if (name.startsWith(CONNECTION)
                    && TypeNames.snakeCase(name.substring(CONNECTION.length()))
                            .equals(known.name().toLowerCase(Locale.ROOT))) {
                return new Observation.ConnectionChanged(known);
            }
        }
        return null;
    }

    private static @Nullable Observation notification(ObjectNode update) {
        String type = Fields.string(update, "type");
        return type.startsWith(KEY_DROP) ? new Observation.SessionThreatened(type) : null;
    }

    private static ObjectNode object(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }
}
