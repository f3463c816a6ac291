package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import telegramgateway.message.MessageSource;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.mtproto.decode.Decoded;
import telegramgateway.mtproto.decode.MessageDecoder;
import telegramgateway.mtproto.decode.TdIds;
import telegramgateway.mtproto.session.Ask;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Telegram's history of channels, in pages. TDLib answers pages from what it remembers, too, and a client that was
 * killed may have forgotten messages that it was told: an id between two messages of a page has none only when Telegram
 * says so. Every method throws {@link TdError} when Telegram refuses, and {@link SessionException} when there is no
 * answer. Safe for use by many threads.
 *
 * @param telegram for what TDLib knows by itself
 * @param account its name
 * @param isOwnCopy whether a message of TDLib's is one that the gateway has forwarded
 */
record History(HistoryGate gate, Ask telegram, String account, Predicate<JsonNode> isOwnCopy, InstantSource clock) {
    /** TDLib's limit of {@code getChatHistory} and {@code getMessages}. */
    static final int PAGE = 100;

    /** The reason of what the gateway has forwarded itself. */
    private static final String OWN_COPY = "own_copy";

    private static final int HTTP_NOT_FOUND = 404;
    private static final Duration LOCAL_ANSWER_LIMIT = Duration.ofSeconds(10);

    /**
     * The messages below an id, newest first; fewer than asked for are normal. None at all says that there are none.
     * What lies between them, and below the last one, is asked for by its ids before it counts as absent.
     *
     * @param below at most the newest message that TDLib knows of; 0 for the newest on
     * @param from ids below it are nobody's business: at least 1
     */
    Page below(Purpose purpose, long channelId, long below, long from) throws InterruptedException {
        JsonNode answer = page(purpose, channelId, below);
        if (answer.isEmpty() && below > 0) {
            return belowTheLast(purpose, channelId, below, from);
        }
        Page.Builder page = new Page.Builder(channelId);
        List<Long> between = new ArrayList<>();
        long above = below;
        for (JsonNode each : answer) {
            if (each instanceof ObjectNode message) {
                long messageId = TdIds.server(message.path("id").asLong(0));
                for (long id = above - 1; id > messageId && id >= from && messageId > 0; id--) {
                    between.add(id);
                }
                take(message, messageId, page);
                above = messageId > 0 ? messageId : above;
            }
        }
        if (CoverageInterval.applies(channelId)) {
            ask(purpose, channelId, between, page);
        }
        return page.build();
    }

    private void ask(Purpose purpose, long channelId, List<Long> messageIds, Page.Builder page)
            throws InterruptedException {
        for (int i = 0; i < messageIds.size(); i += PAGE) {
            List<Long> some = messageIds.subList(i, Math.min(messageIds.size(), i + PAGE));
            page.add(of(purpose, channelId, some));
        }
    }

    /**
     * TDLib may have been overtaken by a deletion (facts: on_get_history), or have forgotten: a search asks Telegram.
     */
    private Page belowTheLast(Purpose purpose, long channelId, long below, long from) throws InterruptedException {
        Page found = search(purpose, channelId, below);
        if (found.seen() > 0) {
            return found;
        }
        Page.Builder page = new Page.Builder(channelId);
        page.absent(from, below - 1);
        return page.build();
    }

    private JsonNode page(Purpose purpose, long channelId, long below) throws InterruptedException {
        ObjectNode request = TdLibrary.request("getChatHistory")
                .put("chat_id", channelId)
                .put("from_message_id", TdIds.tdlib(below))
                .put("offset", 0)
                .put("limit", PAGE)
                .put("only_local", false);
        return gate.ask(purpose, request).path("messages");
    }

    /**
     * Messages of a channel or supergroup by their ids; what Telegram does not have is absent.
     *
     * @param messageIds at most {@link #PAGE}, newest first
     */
    Page of(Purpose purpose, long channelId, List<Long> messageIds) throws InterruptedException {
        ArrayNode ids = TdLibrary.array();
        messageIds.forEach(messageId -> ids.add(TdIds.tdlib(messageId)));
        ObjectNode request = TdLibrary.request("getMessages").put("chat_id", channelId);
        request.set("message_ids", ids);
        JsonNode answer = gate.ask(purpose, request).path("messages");
        Page.Builder page = new Page.Builder(channelId);
        for (int i = 0; i < messageIds.size() && i < answer.size(); i++) {
            long messageId = messageIds.get(i);
            if (answer.get(i) instanceof ObjectNode message) {
                take(message, messageId, page);
            } else {
                page.absent(messageId, messageId);
            }
        }
        return page.build();
    }

    /** The newest message that Telegram itself names; 0 for none. */
    long newestThere(Purpose purpose, long channelId) throws InterruptedException {
        return search(purpose, channelId, 0, 1).there().stream()
                .mapToLong(id -> id)
                .max()
                .orElse(0);
    }

    /**
     * The messages below an id, newest first, as Telegram itself has them: a search is never answered from what TDLib
     * remembers. It says nothing of ids without a message.
     *
     * @param below 0 for the newest on
     */
    Page search(Purpose purpose, long channelId, long below) throws InterruptedException {
        return search(purpose, channelId, below, PAGE);
    }

    private Page search(Purpose purpose, long channelId, long below, int limit) throws InterruptedException {
        ObjectNode request = TdLibrary.request("searchChatMessages")
                .put("chat_id", channelId)
                .put("query", "")
                .put("from_message_id", TdIds.tdlib(below))
                .put("offset", 0)
                .put("limit", limit);
        Page.Builder page = new Page.Builder(channelId);
        for (JsonNode each : gate.ask(purpose, request).path("messages")) {
            if (each instanceof ObjectNode message) {
                take(message, TdIds.server(message.path("id").asLong(0)), page);
            }
        }
        return page.build();
    }

    /**
     * The first id that was used at a time or later, as far as Telegram says.
     *
     * @return 1 when the channel has nothing older
     */
    long firstSince(Purpose purpose, long channelId, Instant time) throws InterruptedException {
        ObjectNode request = TdLibrary.request("getChatMessageByDate")
                .put("chat_id", channelId)
                .put("date", time.getEpochSecond());
        try {
            return TdIds.server(gate.ask(purpose, request).path("id").asLong(0)) + 1;
        } catch (TdError e) {
            if (e.code() == HTTP_NOT_FOUND) {
                return 1;
            }
            throw e;
        }
    }

    private void take(ObjectNode message, long messageId, Page.Builder page) {
        if (isOwnCopy.test(message)) {
            page.refused(messageId, OWN_COPY);
            return;
        }
        switch (MessageDecoder.decode(message, account, MessageSource.BACKFILL, clock.instant())) {
            case Decoded.Accepted accepted -> page.message(accepted.message());
            case Decoded.Refused refused ->
                page.refused(messageId, refused.reason().jsonName());
        }
    }

    /** The newest message of a channel as far as TDLib knows, which is not asked for anew; 0 when it knows none. */
    long newest(long channelId) {
        ObjectNode request = TdLibrary.request("getChat").put("chat_id", channelId);
        long last = telegram.ask(request, LOCAL_ANSWER_LIMIT)
                .path("last_message")
                .path("id")
                .asLong(0);
        // One that was not sent yet has the id of the one before it, and a bit more.
        return last >> TdIds.SERVER_ID_SHIFT;
    }
}
