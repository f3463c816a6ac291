package telegramgateway.mtproto.telegram;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import telegramgateway.mtproto.decode.TdIds;
import telegramgateway.mtproto.session.Ask;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.TelegramSession;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an account posts. TDLib answers with a message under a number of its own; whether Telegram has taken it is told
 * later, under that number. Safe for use by several threads.
 */
public final class Outbox {
    /** TDLib tries again for a minute by itself. */
    public static final Duration CONFIRMATION_LIMIT = Duration.ofSeconds(90);

    /** Telegram's limit, in UTF-16 units. */
    public static final int TEXT_MAX = 4_096;

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final String LOOK_FIRST = "It may be posted all the same: look before you post it again.";

    /** What was told and nobody has asked for yet: an answer of TDLib may come after it. */
    private static final int TOLD_MAX = 1_000;

    /** TDLib's own failures, and what it breaks off: such a request may have taken effect. */
    private static final int INSIDE = 500;

    private final Ask telegram;
    private final Consumer<ObjectNode> inPassing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<Key, ObjectNode> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ObjectNode> eldest) {
            return size() > TOLD_MAX;
        }
    };
    private boolean closed;

    private record Key(long chatId, long localId) {}

    Outbox(TelegramSession session) {
        this(session::ask, request -> {
            var _ = session.send(request, ANSWER_LIMIT);
        });
    }

    /** @param inPassing sends what needs no answer, and does not wait */
    Outbox(Ask telegram, Consumer<ObjectNode> inPassing) {
        this.telegram = telegram;
        this.inPassing = inPassing;
    }

    /** Does not wait. */
    void take(ObjectNode update) {
        String type = update.path("@type").asString("");
        if (type.equals("updateMessageSendSucceeded") || type.equals("updateMessageSendFailed")) {
            long chatId = update.path("message").path("chat_id").asLong(0);
            locked(() -> told.put(new Key(chatId, update.path("old_message_id").asLong(0)), update));
            if (type.equals("updateMessageSendFailed")) {
                forget(chatId, update.path("message").path("id").asLong(0));
            }
        }
    }

    /** TDLib would keep what failed for ever, on this machine only. */
    private void forget(long chatId, long localId) {
        ArrayNode ids = TdLibrary.array();
        ids.add(localId);
        ObjectNode request = TdLibrary.request("deleteMessages").put("chat_id", chatId);
        request.set("message_ids", ids);
        inPassing.accept(request);
    }

    /**
     * Posts a text and waits until Telegram has it.
     *
     * @param replyTo the id of a message of the same chat; null for none
     * @return the message's id
     * @throws TdError when Telegram refuses
     * @throws SessionException when nobody knows whether it was posted: there was no answer, or it was broken off
     */
    public long post(long chatId, String text, @Nullable Long replyTo) throws InterruptedException {
        ObjectNode request = TdLibrary.request("sendMessage").put("chat_id", chatId);
        if (replyTo != null) {
            request.set(
                    "reply_to",
                    TdLibrary.request("inputMessageReplyToMessage")
                            .put("message_id", replyTo << TdIds.SERVER_ID_SHIFT));
        }
        ObjectNode content = TdLibrary.request("inputMessageText");
        content.set("text", TdLibrary.request("formattedText").put("text", text));
        request.set("input_message_content", content);
        try {
            ObjectNode message = telegram.ask(request, ANSWER_LIMIT);
            return awaitSent(chatId, message.path("id").asLong(0), CONFIRMATION_LIMIT);
        } catch (TdError e) {
            throw e.code() >= INSIDE ? unknown(e) : e;
        } catch (SessionException e) {
            throw unknown(e);
        }
    }

    private static SessionException unknown(RuntimeException e) {
        return new SessionException("It is not known whether the message was posted: " + e.getMessage(), LOOK_FIRST, e);
    }

    /**
     * Waits until Telegram has a message.
     *
     * @param localId TDLib's number of it until then
     * @return the message's id
     * @throws TdError when Telegram refuses it
     * @throws SessionException when nothing was confirmed in time, or the account is being closed
     */
    public long awaitSent(long chatId, long localId, Duration limit) throws InterruptedException {
        ObjectNode update = awaitNews(new Key(chatId, localId), limit);
        if (update.path("error") instanceof ObjectNode error) {
            throw TdError.of("sendMessage", error);
        }
        return update.path("message").path("id").asLong(0) >> TdIds.SERVER_ID_SHIFT;
    }

    private ObjectNode awaitNews(Key key, Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                ObjectNode update = told.remove(key);
                if (update != null) {
                    return update;
                }
                if (closed || left <= 0) {
                    throw new SessionException(
                            "Telegram has not confirmed a message"
                                    + (closed ? "; the gateway is stopping" : " in time"),
                            LOOK_FIRST);
                }
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends waits. */
    void close() {
        locked(() -> closed = true);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is not at Telegram yet. */
    static boolean isPending(JsonNode message) {
        return message.path("sending_state").isObject();
    }
}
