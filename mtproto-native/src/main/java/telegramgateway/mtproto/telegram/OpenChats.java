package telegramgateway.mtproto.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.mtproto.session.Ask;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;

/**
 * Keeps one of some chats open, each in its turn, as a person has one open: of an open channel Telegram tells
 * everything, of others it may leave out some.
 */
final class OpenChats implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenChats.class);

    /** How long a chat is open before the next one is. */
    static final Duration PERIOD = Duration.ofSeconds(60);

    /** TDLib may not have loaded a chat yet. */
    static final Duration RETRY = Duration.ofSeconds(10);

    private static final int FAILURES_TO_TELL = 3;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final List<Long> chats;
    private final LongPredicate isWatched;
    private final BooleanSupplier isReady;
    private final Ask telegram;
    private final CountDownLatch stopping;
    private final InstantSource clock;
    private final AtomicBoolean forgotten = new AtomicBoolean();
    private int next;
    private int failures;
    private @Nullable Long open;
    private Instant until = Instant.EPOCH;

    /**
     * @param chats ids, in the order of their turns
     * @param isReady whether the session is logged in
     */
    OpenChats(
            List<Long> chats,
            LongPredicate isWatched,
            BooleanSupplier isReady,
            Ask telegram,
            CountDownLatch stopping,
            InstantSource clock) {
        this.chats = List.copyOf(chats);
        this.isWatched = isWatched;
        this.isReady = isReady;
        this.telegram = telegram;
        this.stopping = stopping;
        this.clock = clock;
    }

    /** A client of TDLib that was opened anew has no chat open. */
    void opened() {
        forgotten.set(true);
    }

    @Override
    public void run() {
        try {
            while (!stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens the next one if it is time to. */
    void look() {
        if (forgotten.getAndSet(false)) {
            open = null;
            until = Instant.EPOCH;
        }
        if (isReady.getAsBoolean() && !clock.instant().isBefore(until)) {
            turn();
        }
    }

    private void turn() {
        Long following = following();
        if (following != null && following.equals(open)) {
            return;
        }
        try {
            if (open != null) {
                ask("closeChat", open);
                open = null;
            }
            if (following != null) {
                ask("openChat", following);
                open = following;
            }
        } catch (TdError | SessionException e) {
            failed(following, e);
            return;
        }
        failures = 0;
        until = clock.instant().plus(PERIOD);
    }

    private void failed(@Nullable Long chat, RuntimeException e) {
        until = clock.instant().plus(RETRY);
        failures++;
        if (failures == FAILURES_TO_TELL) {
            LOG.warn("TELEGRAM_OPEN_CHATS: chat {} cannot be opened: {}", chat, e.getMessage());
        }
    }

    /** The next chat that is watched; null while none is. */
    private @Nullable Long following() {
        for (int i = 0; i < chats.size(); i++) {
            Long chat = chats.get(next);
            next = (next + 1) % chats.size();
            if (isWatched.test(chat)) {
                return chat;
            }
        }
        return null;
    }

    private void ask(String method, long chatId) {
        telegram.ask(TdLibrary.request(method).put("chat_id", chatId), ANSWER_LIMIT);
    }
}
