package telegramgateway.mtproto.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Set;

/**
 * What TDLib tells with every post, and of which nothing is needed. Told from its first bytes, as TDLib writes an
 * object's fields in the order of td_api.tl: parsing it would cost as much as the post itself. Of what is written in
 * another way nothing is known, so it is needed.
 */
final class UnneededUpdates {
    private static final byte[] TYPE = "{\"@type\":\"".getBytes(US_ASCII);
    private static final byte[] CHAT = "\",\"chat_id\":".getBytes(US_ASCII);
    private static final byte[] WITH_MESSAGE = ",\"last_message\":{".getBytes(US_ASCII);

    /** Without a message it says that TDLib has passed over some. */
    private static final String LAST_MESSAGE = "updateChatLastMessage";

    private static final int TYPE_MAX = 64;

    private static final Set<String> TYPES = Set.of(
            "updateChatOnlineMemberCount",
            "updateChatPosition",
            "updateChatReadInbox",
            "updateChatReadOutbox",
            "updateMessageInteractionInfo",
            "updateUnreadChatCount",
            "updateUnreadMessageCount",
            "updateUserStatus");

    private UnneededUpdates() {}

    static boolean contain(byte[] update) {
        if (!hasAt(update, 0, TYPE)) {
            return false;
        }
        int end = TYPE.length;
        while (end < update.length && end - TYPE.length < TYPE_MAX && update[end] != '"') {
            end++;
        }
        String type = new String(update, TYPE.length, end - TYPE.length, US_ASCII);
        return type.equals(LAST_MESSAGE) ? hasMessage(update, end) : TYPES.contains(type);
    }

    /** @param at where the type ends */
    private static boolean hasMessage(byte[] update, int at) {
        if (!hasAt(update, at, CHAT)) {
            return false;
        }
        int end = at + CHAT.length;
        while (end < update.length && (update[end] == '-' || (update[end] >= '0' && update[end] <= '9'))) {
            end++;
        }
        return hasAt(update, end, WITH_MESSAGE);
    }

    private static boolean hasAt(byte[] update, int at, byte[] expected) {
        return update.length >= at + expected.length
                && Arrays.equals(update, at, at + expected.length, expected, 0, expected.length);
    }
}
