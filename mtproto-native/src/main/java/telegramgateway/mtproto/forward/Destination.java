package telegramgateway.mtproto.forward;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.Forwards;
import telegramgateway.mtproto.journal.Forwards.Forward;
import telegramgateway.mtproto.telegram.Origin;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks into a destination for copies of which nobody knows whether they were posted. */
record Destination(Poster poster, Forwards forwards, long chatId) {
    private static final int SERVER_ID_SHIFT = 20;
    private static final int PAGE = 100;

    /** Messages that are looked at; a crash leaves some in the dark, and others may have posted since. */
    static final int LOOKED_AT_MAX = 2_000;

    /** By so much the machine's clock may be ahead of Telegram's. */
    private static final Duration CLOCKS = Duration.ofMinutes(10);

    /** The look did not reach back far enough: nothing can be said. */
    static final class TooFarException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Finds the copies of messages.
     *
     * @param lost of one channel, in the order of their ids
     * @return by message the copy's id; those that are not there are left out
     * @throws StoreUnavailableException while one of them is not there and TDLib is still at posting it
     */
    Map<Long, Long> copiesOf(List<Forward> lost) throws TooFarException {
        Set<String> origins = new HashSet<>();
        lost.forEach(forward -> origins.add(forward.origin()));
        // First: what TDLib confirms meanwhile is seen afterwards.
        Set<String> pending = pending(origins);
        long since = lost.stream()
                .mapToLong(forward -> forward.at().minus(CLOCKS).getEpochSecond())
                .min()
                .orElseThrow();
        Map<String, TreeMap<Long, Long>> found = new LinkedHashMap<>();
        for (JsonNode copy : posted(origins, since)) {
            long id = copy.path("id").asLong(0) >> SERVER_ID_SHIFT;
            if (!forwards.isCopy(chatId, id)) {
                found.computeIfAbsent(Origin.of(copy), _ -> new TreeMap<>()).put(id, id);
            }
        }
        Map<Long, Long> copies = new LinkedHashMap<>();
        for (Forward forward : lost) {
            Map.Entry<Long, Long> first =
                    found.getOrDefault(forward.origin(), new TreeMap<>()).pollFirstEntry();
            if (first != null) {
                copies.put(forward.messageId(), first.getValue());
            } else if (pending.contains(forward.origin())) {
                throw new StoreUnavailableException("TDLib is still forwarding to " + chatId, null);
            }
        }
        return copies;
    }

    /** TDLib posts again by itself what it had noted before a crash. */
    private Set<String> pending(Set<String> origins) {
        Set<String> found = new HashSet<>();
        ObjectNode request = TdLibrary.request("getChatHistory")
                .put("chat_id", chatId)
                .put("from_message_id", 0)
                .put("offset", 0)
                .put("limit", PAGE)
                .put("only_local", true);
        for (JsonNode message : poster.ask(request).path("messages")) {
            boolean isPending =
                    message.path("sending_state").path("@type").asString("").equals("messageSendingStatePending");
            if (isPending && origins.contains(Origin.of(message))) {
                found.add(Origin.of(message));
            }
        }
        return found;
    }

    /** What Telegram itself says: a search is never answered from what TDLib remembers. */
    private List<JsonNode> posted(Set<String> origins, long since) throws TooFarException {
        List<JsonNode> found = new ArrayList<>();
        long below = 0;
        for (int seen = 0; seen < LOOKED_AT_MAX; ) {
            JsonNode page = page(below);
            for (JsonNode message : page.path("messages")) {
                seen++;
                if (message.path("date").asLong(0) < since) {
                    return found;
                }
                if (origins.contains(Origin.of(message))
                        && (message.path("is_outgoing").asBoolean(false)
                                || message.path("is_channel_post").asBoolean(false))) {
                    found.add(message);
                }
            }
            below = page.path("next_from_message_id").asLong(0);
            if (below == 0) {
                return found;
            }
        }
        throw new TooFarException();
    }

    private JsonNode page(long below) {
        return poster.ask(TdLibrary.request("searchChatMessages")
                .put("chat_id", chatId)
                .put("query", "")
                .put("from_message_id", below)
                .put("offset", 0)
                .put("limit", PAGE));
    }
}
