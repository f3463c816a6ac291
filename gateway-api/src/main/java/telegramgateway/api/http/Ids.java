package telegramgateway.api.http;

import java.util.regex.Pattern;
import telegramgateway.service.web.RequestRefusedException;

/** Ids as they stand in paths and parameters: decimal digits of a 64-bit number, which is never 0. */
public final class Ids {
    private static final Pattern ID = Pattern.compile("-?[1-9][0-9]{0,18}");

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

    /** The {@code nextCursor} of a page of history, which is the id of the page's last message. */
    public static long historyCursor(String text) {
        return parse(
                text,
                ErrorCode.INVALID_CURSOR,
                "cursor",
                "Repeat the request with the nextCursor of its answer, unchanged, or begin without a cursor.");
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
