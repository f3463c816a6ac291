package telegramgateway.mtproto.telegram;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.MessageSource;
import telegramgateway.mtproto.decode.Decoded;
import telegramgateway.mtproto.decode.MessageDecoder;
import telegramgateway.mtproto.decode.TdIds;
import telegramgateway.mtproto.session.TelegramSession;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages that were edited: TDLib says only that, so they are asked for, many at once and each in its latest state. A
 * message that is edited again before it was asked for is asked for once.
 */
final class EditedMessages implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(EditedMessages.class);

    /** TDLib's limit of {@code getMessages}. */
    private static final int ASKED_AT_ONCE = 100;

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final int HTTP_BAD_REQUEST = 400;
    private static final int HTTP_UNAUTHORIZED = 401;
    private static final int HTTP_TOO_MANY = 429;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final TelegramSession session;
    private final String account;
    private final MessageSource source;
    private final LongPredicate isTaken;
    private final BooleanSupplier isSettled;
    private final Submission submission;
    private final OwnCopies ownCopies;
    private final CountDownLatch stopping;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Condition asked = lock.newCondition();
    private boolean asking;
    private final SequencedMap<Long, Set<Long>> waiting = new LinkedHashMap<>();

    EditedMessages(
            TelegramSession session,
            String account,
            MessageSource source,
            LongPredicate isTaken,
            BooleanSupplier isSettled,
            Submission submission,
            OwnCopies ownCopies,
            CountDownLatch stopping,
            InstantSource clock) {
        this.session = session;
        this.account = account;
        this.source = source;
        this.isTaken = isTaken;
        this.isSettled = isSettled;
        this.submission = submission;
        this.ownCopies = ownCopies;
        this.stopping = stopping;
        this.clock = clock;
    }

    /** Does not wait. */
    void add(long chatId, long messageId) {
        lock.lock();
        try {
            waiting.computeIfAbsent(chatId, _ -> new LinkedHashSet<>()).add(messageId);
            added.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until none is left, or the limit is over. */
    void drain(Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            while ((asking || !waiting.isEmpty()) && left > 0) {
                left = asked.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                Map.Entry<Long, List<Long>> next = next();
                try {
                    ask(next.getKey(), next.getValue());
                } catch (TdError e) {
                    failed(next.getKey(), next.getValue(), e);
                } catch (RuntimeException e) {
                    LOG.debug("Edited messages of chat {} are asked for again", next.getKey(), e);
                    again(next.getKey(), next.getValue(), PAUSE);
                } finally {
                    done();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(long chatId, List<Long> messageIds, TdError e) throws InterruptedException {
        // A session that is being opened knows no chat yet, and one that was ended none any more.
        boolean gone = e.code() >= HTTP_BAD_REQUEST
                && e.code() < HTTP_TOO_MANY
                && e.code() != HTTP_UNAUTHORIZED
                && isSettled.getAsBoolean();
        if (gone) {
            LOG.warn("{} edited messages of chat {} cannot be read: {}", messageIds.size(), chatId, e.getMessage());
        } else {
            again(chatId, messageIds, e.retryAfter().orElse(PAUSE));
        }
    }

    private void again(long chatId, List<Long> messageIds, Duration pause) throws InterruptedException {
        messageIds.forEach(messageId -> add(chatId, messageId));
        stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void done() {
        lock.lock();
        try {
            asking = false;
            asked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Map.Entry<Long, List<Long>> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                added.await();
            }
            Map.Entry<Long, Set<Long>> first = waiting.firstEntry();
            asking = true;
            List<Long> taken = first.getValue().stream().limit(ASKED_AT_ONCE).toList();
            taken.forEach(first.getValue()::remove);
            // The others get their turn.
            Set<Long> left = waiting.remove(first.getKey());
            if (left != null && !left.isEmpty()) {
                waiting.put(first.getKey(), left);
            }
            return Map.entry(first.getKey(), taken);
        } finally {
            lock.unlock();
        }
    }

    private void ask(long chatId, List<Long> messageIds) throws InterruptedException {
        ArrayNode ids = TdLibrary.array();
        messageIds.forEach(messageId -> ids.add(messageId << TdIds.SERVER_ID_SHIFT));
        ObjectNode request = TdLibrary.request("getMessages").put("chat_id", chatId);
        request.set("message_ids", ids);
        List<Decoded> found = new ArrayList<>();
        for (JsonNode message : session.ask(request, ANSWER_LIMIT).path("messages")) {
            // Null for one that was deleted meanwhile.
            if (message instanceof ObjectNode present && !ownCopies.contains(present)) {
                found.add(MessageDecoder.decode(present, account, source, clock.instant()));
            }
        }
        for (Decoded message : found) {
            if (isTaken.test(chatId)) {
                submission.live(message);
            }
        }
    }
}
