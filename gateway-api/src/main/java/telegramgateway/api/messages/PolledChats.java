package telegramgateway.api.messages;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Ids;
import telegramgateway.message.database.MessageDatabase;

/** Which chats a poll of several means: never one that the caller may not read. */
@Component
final class PolledChats {
    static final int CHATS_MAX = 100;

    private static final String LIST_HINT =
            "Name the chats, separated by commas: chats=-1001649127710,-1001412188586. GET /api/v1/channels lists them.";

    private final MessageDatabase database;

    PolledChats(MessageDatabase database) {
        this.database = database;
    }

    /** Those of the parameter {@code chats}. */
    Set<Long> listed(@Nullable String text, Caller caller) {
        if (text == null) {
            throw ErrorCode.INVALID_ID.refuse("chats is missing", LIST_HINT);
        }
        return ids(Arrays.asList(text.split(",", -1)), caller);
    }

    /** Those of the parameter {@code chats}, which must be of a session unless that is null. */
    Set<Long> listed(@Nullable String text, @Nullable String session, Caller caller) {
        return text == null || session == null
                ? listed(text, caller)
                : of(session, Arrays.asList(text.split(",", -1)), caller);
    }

    /** Those of a session's that the caller may read. */
    Set<Long> readable(Set<Long> ofSession, Caller caller) {
        Set<Long> readable = new LinkedHashSet<>(ofSession);
        readable.removeIf(channelId -> !caller.mayRead(channelId));
        return bounded(readable);
    }

    /**
     * Those of a body: of the chats that a session's account receives all, or those that the body names.
     *
     * @param session name of an account; null for any
     * @param named empty for all of the session
     */
    Set<Long> of(@Nullable String session, List<String> named, Caller caller) {
        if (session == null) {
            if (named.isEmpty()) {
                throw ErrorCode.INVALID_BODY.refuse(
                        "The body names neither a sessionId nor chats", "Give one of them, or both.");
            }
            return ids(named, caller);
        }
        Set<Long> ofSession = new LinkedHashSet<>(database.channelsOf(session));
        ofSession.removeIf(channelId -> !caller.mayRead(channelId));
        if (ofSession.isEmpty()) {
            throw ErrorCode.UNKNOWN_SESSION.refuse(
                    "No chat receives its messages through a session of this name",
                    "A sessionId is the name of a Telegram account, as the field account of messages has it.");
        }
        if (named.isEmpty()) {
            return bounded(ofSession);
        }
        Set<Long> ids = ids(named, caller);
        ids.stream().filter(id -> !ofSession.contains(id)).findFirst().ifPresent(id -> {
            throw ErrorCode.UNKNOWN_CHANNEL.refuse(
                    "Chat " + id + " does not receive its messages through this session",
                    "Leave chats out for all of the session, or sessionId for chats of any.");
        });
        return ids;
    }

    private static Set<Long> ids(List<String> texts, Caller caller) {
        Set<Long> ids = new LinkedHashSet<>();
        for (String text : texts) {
            long id = Ids.chat(text.strip());
            if (!caller.mayRead(id)) {
                throw Ids.unknownChat(id);
            }
            ids.add(id);
        }
        return bounded(ids);
    }

    private static Set<Long> bounded(Set<Long> chats) {
        if (chats.size() > CHATS_MAX) {
            throw ErrorCode.TOO_MANY_CHATS.refuse(
                    "One poll is of " + CHATS_MAX + " chats at most, not of " + chats.size(),
                    "Poll the others in a second request.",
                    Map.of("max", CHATS_MAX));
        }
        return chats;
    }
}
