package telegramgateway.api.messages;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import telegramgateway.api.http.ErrorCode;

/** How far a reader is in each of several chats, as one text that clients send back unread. */
final class ChatsCursor {
    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1;
    private static final int CHAT_BYTES = 2 * Long.BYTES;
    private static final int CHECK_BYTES = Integer.BYTES;

    private ChatsCursor() {}

    static String text(Map<Long, Long> positions) {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + positions.size() * CHAT_BYTES + CHECK_BYTES);
        bytes.put(VERSION);
        positions.forEach((chat, position) -> bytes.putLong(chat).putLong(position));
        bytes.putInt(check(bytes));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** By chat the position after which to read. Refuses a text that was cut off or changed. */
    static Map<Long, Long> positions(String text) {
        ByteBuffer bytes = decode(text);
        int length = bytes.limit() - HEAD_BYTES - CHECK_BYTES;
        if (length < 0 || length % CHAT_BYTES != 0 || bytes.get() != VERSION) {
            throw refusal();
        }
        Map<Long, Long> positions = new LinkedHashMap<>();
        while (bytes.remaining() > CHECK_BYTES) {
            long chat = bytes.getLong();
            positions.put(chat, bytes.getLong());
        }
        if (check(bytes) != bytes.getInt()) {
            throw refusal();
        }
        return positions;
    }

    private static ByteBuffer decode(String text) {
        try {
            return ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw refusal();
        }
    }

    /** Of what lies before the buffer's position. */
    private static int check(ByteBuffer bytes) {
        CRC32 check = new CRC32();
        check.update(bytes.duplicate().flip());
        return (int) check.getValue();
    }

    private static RuntimeException refusal() {
        return ErrorCode.INVALID_CURSOR.refuse(
                "cursor is no nextCursor of a poll of several chats",
                "Send the nextCursor of the last answer unchanged, 'latest' for what comes from now on, or no cursor "
                        + "for the oldest message of each chat.");
    }
}
