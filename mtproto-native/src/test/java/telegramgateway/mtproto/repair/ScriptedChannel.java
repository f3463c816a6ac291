package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.decode.TdIds;
import telegramgateway.mtproto.session.Ask;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** TDLib with one channel, whose messages a test sets; it notes what it is asked. */
final class ScriptedChannel implements Ask {
    static final long ID = -1_001_000_000_001L;

    /** By id the texts of what is there. */
    final NavigableMap<Long, String> messages = new ConcurrentSkipListMap<>();

    /** What is no longer there, but TDLib still believes to be. */
    final Map<Long, String> remembered = new ConcurrentHashMap<>();

    /** The newest message that TDLib was told of; others are there all the same. */
    volatile long toldUpTo = Long.MAX_VALUE;

    /** What is there, but not in the pages that TDLib answers from its memory. */
    private final Set<Long> forgotten = ConcurrentHashMap.newKeySet();

    private final Map<Long, Long> editDates = new ConcurrentHashMap<>();
    private final Map<Long, Long> dates = new ConcurrentHashMap<>();

    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private final AtomicInteger chatsAsked = new AtomicInteger();

    /** Messages of one page, so that few results are normal. */
    volatile int pageMax = 100;

    /** What happens once before the next answer to a search. */
    volatile @Nullable Told beforeAnswer;

    interface Told {
        void tell() throws InterruptedException;
    }

    /** What the next request for history is answered with; null for an answer. */
    volatile @Nullable TdError refusal;

    static TdError error(int code, String message) {
        return TdError.of(
                "getChatHistory", TdLibrary.request("error").put("code", code).put("message", message));
    }

    int chatsAsked() {
        return chatsAsked.get();
    }

    void edited(long id, String text) {
        messages.put(id, text);
        editDates.put(id, TestClock.START.getEpochSecond() + 60);
    }

    void postedAt(long id, Instant time) {
        dates.put(id, time.getEpochSecond());
    }

    void has(long from, long to) {
        for (long id = from; id <= to; id++) {
            messages.put(id, "message " + id);
        }
    }

    void forgets(long from, long to) {
        LongStream.rangeClosed(from, to).forEach(forgotten::add);
    }

    @Override
    public ObjectNode ask(ObjectNode request, Duration deadline) {
        String method = request.path("@type").asString();
        if (method.equals("loadChats")) {
            throw error(404, "Not Found");
        }
        if (method.equals("getChat")) {
            chatsAsked.incrementAndGet();
        } else {
            asked.add(method);
            TdError refused = refusal;
            if (refused != null) {
                throw refused;
            }
        }
        Told told = beforeAnswer;
        if (told != null && method.equals("searchChatMessages")) {
            beforeAnswer = null;
            try {
                told.tell();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        return switch (method) {
            case "getChat" -> chat();
            case "getChatHistory" -> history(request.path("from_message_id").asLong(), forgotten);
            case "searchChatMessages" -> history(request.path("from_message_id").asLong(), Set.of());
            case "getMessages" -> byIds(request.path("message_ids"));
            default -> TdLibrary.request("ok");
        };
    }

    private ObjectNode chat() {
        ObjectNode chat = TdLibrary.request("chat");
        Long last = messages.floorKey(toldUpTo);
        if (last != null) {
            chat.set("last_message", message(last));
        }
        return chat;
    }

    private ObjectNode history(long from, Set<Long> without) {
        long below = from >> TdIds.SERVER_ID_SHIFT;
        ObjectNode answer = TdLibrary.request("messages");
        ArrayNode page = answer.putArray("messages");
        NavigableMap<Long, String> there = new TreeMap<>(below == 0 ? messages : messages.headMap(below, false));
        there.descendingKeySet().stream()
                .filter(id -> !without.contains(id))
                .limit(pageMax)
                .forEach(id -> page.add(message(id)));
        return answer;
    }

    private ObjectNode byIds(JsonNode ids) {
        ObjectNode answer = TdLibrary.request("messages");
        ArrayNode page = answer.putArray("messages");
        for (JsonNode each : ids) {
            long id = each.asLong() >> TdIds.SERVER_ID_SHIFT;
            if (messages.containsKey(id) || remembered.containsKey(id)) {
                page.add(message(id));
            } else {
                page.addNull();
            }
        }
        return answer;
    }

    private ObjectNode message(long id) {
        ObjectNode message = TdLibrary.request("message")
                .put("id", TdIds.tdlib(id))
                .put("chat_id", ID)
                .put("date", dates.getOrDefault(id, TestClock.START.getEpochSecond()))
                .put("edit_date", editDates.getOrDefault(id, 0L));
        String text = messages.getOrDefault(id, "");
        if (text.equals("service")) {
            message.putObject("content").put("@type", "messagePinMessage");
        } else {
            message.putObject("content")
                    .put("@type", "messageText")
                    .putObject("text")
                    .put("text", text)
                    .putArray("entities");
        }
        return message;
    }
}
