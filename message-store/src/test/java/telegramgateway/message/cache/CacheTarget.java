package telegramgateway.message.cache;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * Delivers the journal to the cache as the gateway's target does, with the same {@link HotMessages}: cursor, asserting,
 * crash and replay.
 */
final class CacheTarget {
    private static final long ASSERTED_WITHIN_MILLIS = 1_000;

    private final SimulatedJournal journal;
    private final SimulatedTime time;
    private final CacheWriter writer;
    private final RedisSite site;
    private final HotMessages hot;
    private long cursor;

    CacheTarget(SimulatedJournal journal, SimulatedTime time, CacheOptions options, Redis redis, RedisSite site) {
        this.journal = journal;
        this.time = time;
        this.site = site;
        writer = new CacheWriter(redis, options);
        hot = new HotMessages(options.messageLife());
    }

    boolean isBehind() {
        return !journal.after(cursor).isEmpty();
    }

    /** Delivers the next events; says what came of it. */
    String deliver(int max, boolean crashBeforeCursor) {
        List<MessageEvent> next = journal.after(cursor).stream()
                .limit(max)
                .map(SimulatedJournal.Entry::event)
                .toList();
        List<MessageEvent> batch = hot.among(next, time.instant());
        try {
            writer.write(batch, Map.of());
        } catch (StoreUnavailableException _) {
            return "failed to write " + batch;
        }
        if (crashBeforeCursor) {
            hot.begin(journal.heads(), cursor);
            return "wrote " + batch + " and crashed";
        }
        hot.done(next);
        cursor = next.isEmpty() ? cursor : next.getLast().position();
        return "wrote " + batch;
    }

    /** Asserts all heads, unless it lags. */
    String assertHeads() {
        List<SimulatedJournal.Entry> waiting = journal.after(cursor);
        if (!waiting.isEmpty() && time.now() - waiting.getFirst().acceptedAt() >= ASSERTED_WITHIN_MILLIS) {
            return "lags too much to assert heads";
        }
        Map<Long, Long> heads = new TreeMap<>(hot.heads());
        try {
            writer.assertHeads(heads, Map.of());
        } catch (StoreUnavailableException _) {
            return "failed to assert " + heads;
        }
        site.asserted(heads.keySet());
        return "asserted " + heads;
    }
}
