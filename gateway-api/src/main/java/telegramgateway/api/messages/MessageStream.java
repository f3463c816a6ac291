package telegramgateway.api.messages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import telegramgateway.message.MessageJson;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.FeedPage;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * A long poll that does not end: the messages of several chats after a cursor, page after page, then as they come. For
 * one thread, but for {@link #wake}.
 */
public final class MessageStream implements AutoCloseable {
    /** What one stream may have in memory. */
    static final int PAGE_MAX = 100;

    /** How long a stream waits for its turn to read. */
    private static final Duration READER_WAIT = Duration.ofSeconds(5);

    private final ChatsFeed feed;
    private final WakeUps wakeUps;
    private final LostHints lostHints;
    private final Semaphore readers;
    private final StageTimer acceptedToStreamed;
    private final MessageForm form;
    private final Map<Long, Long> positions;
    private volatile WakeUps.Sleeper sleeper;
    private LostHints.Watch watch;
    private boolean wasAtEnd;

    /** @param readers places of streams that read at the same time */
    MessageStream(
            ChatsFeed feed,
            WakeUps wakeUps,
            LostHints lostHints,
            Semaphore readers,
            StageTimer acceptedToStreamed,
            MessageForm form,
            Map<Long, Long> positions) {
        this.readers = readers;
        this.acceptedToStreamed = acceptedToStreamed;
        this.feed = feed;
        this.wakeUps = wakeUps;
        this.lostHints = lostHints;
        this.form = form;
        this.positions = new LinkedHashMap<>(positions);
        // Noting hints begins before the first look: what comes in between is not missed.
        this.sleeper = wakeUps.sleeper(positions.keySet());
        this.watch = lostHints.watch(positions.keySet());
    }

    /**
     * What was found.
     *
     * @param hasMore true when more is known to follow; without messages no tier can hand it over yet
     * @param unconfirmed true when no tier could prove that nothing follows
     */
    public record Found(List<StreamedMessage> messages, boolean hasMore, boolean unconfirmed) {}

    /** The chats that it follows. */
    public Set<Long> chats() {
        return Set.copyOf(positions.keySet());
    }

    /** Where it stands, for {@code after} of another one. */
    public String cursor() {
        return ChatsCursor.text(positions);
    }

    /**
     * The messages that follow, at most a page, and moves on behind them. In the order of positions within a chat.
     *
     * @return empty when too many streams are reading for the time being
     * @throws StoreUnavailableException when no tier can answer; then it has not moved
     */
    public Optional<Found> read() {
        try {
            if (!readers.tryAcquire(READER_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(found(feed.pages(positions, PAGE_MAX)));
        } finally {
            readers.release();
        }
    }

    private Found found(ChatPages pages) {
        List<StreamedMessage> messages = new ArrayList<>();
        for (Map.Entry<Long, FeedPage> each : pages.byChat().entrySet()) {
            for (FeedEntry entry : each.getValue().entries()) {
                positions.put(each.getKey(), entry.position());
                messages.add(new StreamedMessage(
                        MessageJson.decode(entry.json()).kind(), entry.position(), form.of(entry.json()), cursor()));
            }
            positions.put(each.getKey(), each.getValue().nextCursor());
        }
        // Only for what came while it waited: else the figure would tell when somebody connected.
        if (wasAtEnd && !messages.isEmpty()) {
            acceptedToStreamed.arrived(messages.getLast().position());
        }
        wasAtEnd = !pages.hasMore();
        return new Found(messages, pages.hasMore(), pages.unconfirmed());
    }

    /** Follows more chats, from their oldest message on. */
    public void follow(Set<Long> more) {
        if (positions.keySet().containsAll(more)) {
            return;
        }
        more.forEach(chat -> positions.putIfAbsent(chat, FeedCursor.OLDEST));
        WakeUps.Sleeper former = sleeper;
        LostHints.Watch formerWatch = watch;
        sleeper = wakeUps.sleeper(positions.keySet());
        watch = lostHints.watch(positions.keySet());
        former.close();
        formerWatch.close();
    }

    /** Sleeps until there may be news, or the time is over. False when the service stops. */
    public boolean sleepNanos(long atMost) {
        return sleeper.sleepNanos(atMost);
    }

    /** Ends its sleep. */
    public void wake() {
        sleeper.wake();
    }

    @Override
    public void close() {
        sleeper.close();
        watch.close();
    }
}
