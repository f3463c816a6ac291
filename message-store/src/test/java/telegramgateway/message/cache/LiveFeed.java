package telegramgateway.message.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.FeedDatabase;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.FeedPage;
import telegramgateway.message.feed.MessageFeed;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * Channels in which events happen all the time, a writer that delivers them to a cache as the gateway does, and a
 * reader per channel that follows its feed on connections of its own. The database has every event as soon as it
 * happens.
 */
final class LiveFeed implements FeedDatabase, AutoCloseable {
    private static final Duration EVENT_EVERY = Duration.ofMillis(2);
    private static final Duration POLL_EVERY = Duration.ofMillis(20);
    private static final Duration ASSERT_EVERY = Duration.ofMillis(500);
    private static final int PAGE = 50;
    private static final int ENOUGH_PAGES = 100;

    private final MessageCache writing;
    private final MessageCache reading;
    private final MessageFeed feed;
    private final List<Long> channels;
    private final Map<Long, List<MessageEvent>> happened = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<MessageEvent> journal = new ConcurrentLinkedQueue<>();
    private final Map<Long, List<Long>> read = new ConcurrentHashMap<>();
    private final Map<Long, FeedPage.Source> lastSource = new ConcurrentHashMap<>();
    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicInteger hits = new AtomicInteger();
    private final AtomicInteger unwritten = new AtomicInteger();
    private final AtomicBoolean happening = new AtomicBoolean(true);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    LiveFeed(CacheOptions options, int channelCount) {
        writing = MessageCache.connect(options, InstantSource.system());
        reading = MessageCache.connect(options, InstantSource.system());
        feed = new MessageFeed(reading, this, InstantSource.system(), new SimpleMeterRegistry());
        channels = LongStream.rangeClosed(1, channelCount)
                .map(i -> -1_000_000_000_000L - i)
                .boxed()
                .toList();
        channels.forEach(channel -> happened.put(channel, new ArrayList<>()));
        start(this::happen);
        start(this::write);
        channels.forEach(channel -> start(() -> follow(channel)));
    }

    private void start(Runnable task) {
        threads.add(Thread.ofVirtual().start(task));
    }

    /** Returns false at the end. */
    private boolean pause(Duration time) {
        try {
            return !ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void happen() {
        long position = TestRedis.NOW;
        for (int i = 0; pause(EVENT_EVERY); i++) {
            if (happening.get()) {
                event(channels.get(i % channels.size()), ++position);
            }
        }
    }

    private void event(long channel, long position) {
        List<MessageEvent> before = happened.getOrDefault(channel, List.of());
        synchronized (before) {
            long previous = before.isEmpty() ? 0 : before.getLast().position();
            MessageEvent event = TestMessages.event(channel, before.size() + 1, position, previous);
            before.add(event);
            unwritten.incrementAndGet();
            journal.add(event);
        }
    }

    /** Repeats a batch until it is confirmed, and vouches for heads only when nothing waits. */
    private void write() {
        Map<Long, Long> heads = new HashMap<>();
        List<MessageEvent> batch = new ArrayList<>();
        long assertedAt = System.nanoTime();
        while (pause(Duration.ofMillis(5))) {
            while (batch.size() < 500 && !journal.isEmpty()) {
                batch.add(journal.remove());
            }
            try {
                writing.write(batch, Map.of());
                batch.forEach(event -> heads.put(event.channelId(), event.position()));
                unwritten.addAndGet(-batch.size());
                batch.clear();
                if (System.nanoTime() - assertedAt > ASSERT_EVERY.toNanos()) {
                    writing.assertHeads(heads, Map.of());
                    assertedAt = System.nanoTime();
                }
            } catch (StoreUnavailableException _) {
                pause(Duration.ofMillis(100));
            }
        }
    }

    private void follow(long channel) {
        List<Long> seen = new ArrayList<>();
        read.put(channel, seen);
        long cursor = 0;
        while (pause(POLL_EVERY)) {
            FeedPage page = feed.read(channel, cursor, PAGE);
            cursor = page.nextCursor();
            lastSource.put(channel, page.source());
            hits.addAndGet(page.source() == FeedPage.Source.CACHE ? 1 : 0);
            pages.incrementAndGet();
            synchronized (seen) {
                page.entries().forEach(entry -> seen.add(entry.position()));
            }
        }
    }

    /** Nothing happens any more. */
    void rest() {
        happening.set(false);
    }

    /** Whether every reader has got its last page from the cache, whose end is vouched for. */
    boolean cacheAnswers() {
        return channels.stream()
                .allMatch(channel -> lastSource.get(channel) == FeedPage.Source.CACHE
                        && reading.head(channel).isPresent());
    }

    /** The share of pages that came from the cache since this was last forgotten; 0 while there are too few to tell. */
    double hitRate() {
        return pages.get() < ENOUGH_PAGES ? 0 : (double) hits.get() / pages.get();
    }

    void forgetHitRate() {
        hits.set(0);
        pages.set(0);
    }

    /** Whether the cache has confirmed every event. */
    boolean allWritten() {
        return unwritten.get() == 0;
    }

    /** Whether every reader has come to the end. */
    boolean allRead() {
        return channels.stream().allMatch(channel -> positionsRead(channel).size() == count(channel));
    }

    /** That no reader has skipped or repeated anything, as far as it has come. */
    void assertNothingSkipped() {
        for (long channel : channels) {
            List<Long> seen = positionsRead(channel);
            List<Long> all = after(channel, 0, Integer.MAX_VALUE).stream()
                    .map(FeedEntry::position)
                    .toList();
            assertThat(seen).isNotEmpty().isEqualTo(all.subList(0, seen.size()));
        }
    }

    List<Long> channels() {
        return channels;
    }

    MessageCache cache() {
        return reading;
    }

    int count(long channel) {
        List<MessageEvent> events = happened.getOrDefault(channel, List.of());
        synchronized (events) {
            return events.size();
        }
    }

    private List<Long> positionsRead(long channel) {
        List<Long> seen = read.getOrDefault(channel, List.of());
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    @Override
    public List<FeedEntry> after(long channelId, long position, int limit) {
        List<MessageEvent> events = happened.getOrDefault(channelId, List.of());
        synchronized (events) {
            return events.stream()
                    .filter(event -> event.position() > position)
                    .limit(limit)
                    .map(event -> new FeedEntry(event.messageId(), event.position(), event.json()))
                    .toList();
        }
    }

    @Override
    public long head(long channelId) {
        List<MessageEvent> events = happened.getOrDefault(channelId, List.of());
        synchronized (events) {
            return events.isEmpty() ? 0 : events.getLast().position();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        writing.close();
        reading.close();
    }
}
