package telegramgateway.mtproto.telegram;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.mtproto.session.TelegramSession;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the channel that somebody wants to be watched, and sees to it that an account takes part in it: the user
 * account joins it, a bot must have been made a member.
 *
 * @param accounts the user account first
 */
record Registration(List<Account> accounts) {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Set<String> OUTSIDE = Set.of("chatMemberStatusLeft", "chatMemberStatusBanned");

    /**
     * @param channel {@code @name}, or the id of a chat in which an account takes part
     * @return the channel's id
     * @throws TdError when Telegram does not know it or lets nobody in
     * @throws WatchRefusedException when nothing would be received of it
     * @throws SessionException while the account is not logged in
     */
    long of(String channel) {
        Account first = accounts.getFirst();
        try {
            return at(first, channel);
        } catch (TdError e) {
            // The id of a chat in which only the bot takes part says nothing to the user account.
            Optional<Account> bot = accounts.stream()
                    .filter(account -> account != first && account.session().state() == SessionState.READY)
                    .findFirst();
            if (channel.startsWith("@") || bot.isEmpty()) {
                throw e;
            }
            return at(bot.get(), channel);
        }
    }

    private static long at(Account account, String channel) {
        TelegramSession session = account.session();
        SessionState state = session.state();
        if (state != SessionState.READY) {
            throw new SessionException(
                    "The session " + account.options().name() + " is " + state.jsonName() + ".",
                    state.needsLogin() ? state.remedy() : "Wait until it is open.");
        }
        ObjectNode chat = channel.startsWith("@")
                ? session.ask(TdLibrary.request("searchPublicChat").put("username", channel.substring(1)), ANSWER_LIMIT)
                : session.ask(TdLibrary.request("getChat").put("chat_id", Long.parseLong(channel)), ANSWER_LIMIT);
        long channelId = chat.path("id").asLong(0);
        if (channelId > 0) {
            throw new WatchRefusedException(
                    "It is a private chat; messages are taken of channels and groups only.",
                    "Name a channel or a group.");
        }
        if (account.isBot()) {
            requireMember(session, chat.path("type"));
        } else {
            session.ask(TdLibrary.request("joinChat").put("chat_id", channelId), ANSWER_LIMIT);
        }
        return channelId;
    }

    /** A basic group that a bot knows is one in which it takes part. */
    private static void requireMember(TelegramSession session, JsonNode type) {
        if (type.path("@type").asString("").equals("chatTypeSupergroup")) {
            ObjectNode request = TdLibrary.request("getSupergroup")
                    .put("supergroup_id", type.path("supergroup_id").asLong(0));
            JsonNode status = session.ask(request, ANSWER_LIMIT).path("status");
            if (OUTSIDE.contains(status.path("@type").asString(""))) {
                throw new WatchRefusedException(
                        "The bot takes no part in it, so nothing would be received.",
                        "Make the bot a member (of a channel: an administrator), then register it again.");
            }
        }
    }
}
