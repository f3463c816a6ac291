package telegramgateway.api.http;

import java.util.regex.Pattern;
import telegramgateway.service.web.RequestRefusedException;

/** Ids as they stand in paths and parameters: decimal digits of a 64-bit number, which is never 0. */
public final class Ids {
    private static final Pattern ID = Pattern.compile("-?[1-9][0-9]{0,18}");

    private static final Pattern CONSUMER = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private Ids() {}

    /** A chat's id, negative for channels and groups. */
    public static long chat(String text) {
        return parse(
                text,
                ErrorCode.INVALID_ID,
                "chatId",
                "Chat ids look like -1001649127710; GET /api/v1/channels lists those that are stored.");
    }

    /** The refusal of a chat that nobody has heard of, to be thrown. */
    public static RequestRefusedException unknownChat(long channelId) {
        return ErrorCode.UNKNOWN_CHANNEL.refuse(
                "No chat " + channelId + " is known here", "GET /api/v1/channels lists those that are.");
    }

    /** A message's id within its chat; negative only for messages of a migrated basic group. */
    public static long message(String name, String text) {
        return parse(text, ErrorCode.INVALID_ID, name, "Message ids are the numbers at the end of t.me links.");
    }

    /** The {@code nextCursor} of a page: the number by which its last message is known. */
    public static long pageCursor(String text) {
        return parse(
                text,
                ErrorCode.INVALID_CURSOR,
                "cursor",
                "Repeat the request with the nextCursor of its answer, unchanged, or begin without a cursor.");
    }

    /** A position in a feed, as messages and cursors have it; 0 is before the first. */
    public static long position(String text) {
        return text.equals("0")
                ? 0
                : Math.max(
                        0,
                        parse(text, ErrorCode.INVALID_ID, "position", "Use the position that the message came with."));
    }

    /** A consumer's name. */
    public static String consumer(String text) {
        if (!CONSUMER.matcher(text).matches()) {
            throw ErrorCode.INVALID_ID.refuse(
                    "This is no name of a consumer: " + Parameters.shown(text),
                    "Use up to 64 lower-case letters, digits, and . _ - after the first one.");
        }
        return text;
    }

    private static long parse(String text, ErrorCode refusal, String name, String hint) {
        try {
            if (ID.matcher(text).matches()) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            throw refusal.refuse(name + " does not fit into 64 bits", hint);
        }
        throw refusal.refuse(name + " is no id: " + Parameters.shown(text), hint);
    }
}
