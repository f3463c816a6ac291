package telegramgateway.mtproto.export;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the ids of an export, which are bare, into TDLib chat ids: positive for users, negative for basic groups,
 * {@code -100…} for channels and supergroups. Before May 2021 Telegram Desktop had its own form: 2^32 was added to the
 * id of a basic group, 2^33 to that of a channel; senders were numbers then.
 */
final class PeerIds {
    private static final long CHANNEL_BASE = -1_000_000_000_000L;
    private static final long OLD_GROUP_TAG = 1L << 32;
    private static final long OLD_CHANNEL_TAG = 1L << 33;
    private static final long OLD_IDS = 1L << 32;

    private static final Set<String> PRIVATE_TYPES =
            Set.of("personal_chat", "bot_chat", "saved_messages", "replies", "verification_codes");
    private static final Set<String> CHANNEL_TYPES =
            Set.of("private_supergroup", "public_supergroup", "private_channel", "public_channel");

    private PeerIds() {}

    static boolean isPrivate(String chatType) {
        return PRIVATE_TYPES.contains(chatType);
    }

    /**
     * The TDLib id of a chat.
     *
     * @param chatType its type in the export
     * @param exported its id in the export; one that is negative has TDLib's form already
     * @param firstEntry its first entry, which tells an old export; null if it has none
     * @return null when the type is unknown
     */
    static @Nullable Long ofChat(String chatType, long exported, @Nullable ObjectNode firstEntry) {
        if (exported < 0) {
            return exported;
        }
        boolean old = firstEntry != null && isOld(firstEntry);
        if (CHANNEL_TYPES.contains(chatType)) {
            return CHANNEL_BASE - (old ? untagged(exported, OLD_CHANNEL_TAG) : exported);
        }
        if (chatType.equals("private_group")) {
            return -(old ? untagged(exported, OLD_GROUP_TAG) : exported);
        }
        return isPrivate(chatType) ? exported : null;
    }

    /** The TDLib id of a sender or chat that an entry refers to; null if there is none, or none that is readable. */
    static @Nullable Long of(@Nullable JsonNode peer) {
        if (peer == null) {
            return null;
        }
        if (peer.isIntegralNumber() && peer.canConvertToLong()) {
            return ofOld(peer.longValue());
        }
        return peer.isString() ? ofNamed(peer.stringValue()) : null;
    }

    private static @Nullable Long ofNamed(String peer) {
        int digits = 0;
        while (digits < peer.length() && !Character.isDigit(peer.charAt(digits))) {
            digits++;
        }
        try {
            long id = Long.parseLong(peer, digits, peer.length(), 10);
            return switch (peer.substring(0, digits)) {
                case "user" -> id;
                case "chat", "group" -> -id;
                case "channel" -> CHANNEL_BASE - id;
                default -> null;
            };
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static long ofOld(long peer) {
        if (isTagged(peer, OLD_CHANNEL_TAG)) {
            return CHANNEL_BASE - untagged(peer, OLD_CHANNEL_TAG);
        }
        return isTagged(peer, OLD_GROUP_TAG) ? -untagged(peer, OLD_GROUP_TAG) : peer;
    }

    private static boolean isOld(ObjectNode entry) {
        JsonNode sender = entry.has("from_id") ? entry.get("from_id") : entry.get("actor_id");
        return sender == null ? !entry.has("date_unixtime") : sender.isNumber();
    }

    private static long untagged(long id, long tag) {
        return isTagged(id, tag) ? id - tag : id;
    }

    private static boolean isTagged(long id, long tag) {
        return id >= tag && id < tag + OLD_IDS;
    }
}
