package telegramgateway.message.cache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * Delivers the journal to the cache as the gateway's target does: cursor, passing over, asserting, crash and replay.
 */
final class CacheTarget {
    private static final long ASSERTED_WITHIN_MILLIS = 1_000;

    private final SimulatedJournal journal;
    private final SimulatedTime time;
    private final CacheWriter writer;
    private final RedisSite site;
    private final long lifeMicros;
    private long cursor;

    CacheTarget(SimulatedJournal journal, SimulatedTime time, CacheOptions options, Redis redis, RedisSite site) {
        this.journal = journal;
        this.time = time;
        this.site = site;
        writer = new CacheWriter(redis, options);
        lifeMicros = options.messageLife().toMillis() * 1_000;
    }

    boolean isBehind() {
        return !journal.after(cursor).isEmpty();
    }

    /** Delivers the next events; says what came of it. */
    String deliver(int max, boolean crashBeforeCursor) {
        List<SimulatedJournal.Entry> next = journal.after(cursor);
        List<MessageEvent> batch = new ArrayList<>();
        long end = cursor;
        for (SimulatedJournal.Entry entry : next.subList(0, Math.min(max, next.size()))) {
            MessageEvent event = entry.event();
            end = event.position();
            if (!event.message().source().isHistory() && end > time.millis() * 1_000 - lifeMicros) {
                batch.add(event);
            }
        }
        try {
            writer.write(batch);
        } catch (StoreUnavailableException _) {
            return "failed to write " + batch;
        }
        if (crashBeforeCursor) {
            return "wrote " + batch + " and crashed";
        }
        cursor = end;
        return "wrote " + batch;
    }

    /** Asserts all heads, unless it lags. */
    String assertHeads() {
        List<SimulatedJournal.Entry> waiting = journal.after(cursor);
        if (!waiting.isEmpty() && time.now() - waiting.getFirst().acceptedAt() >= ASSERTED_WITHIN_MILLIS) {
            return "lags too much to assert heads";
        }
        Map<Long, Long> heads = new LinkedHashMap<>();
        for (SimulatedJournal.Entry entry : journal.after(0)) {
            if (entry.event().position() <= cursor) {
                heads.put(entry.event().channelId(), entry.event().position());
            }
        }
        try {
            writer.assertHeads(heads);
        } catch (StoreUnavailableException _) {
            return "failed to assert " + heads;
        }
        site.asserted(heads.keySet());
        return "asserted " + heads;
    }
}
