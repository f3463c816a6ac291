package telegramgateway.message.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import telegramgateway.message.MessageEvent;

/** Writes events and heads in pipelines of bounded size. For one thread. */
final class CacheWriter {
    /** The most scripts in one pipeline. */
    static final int MAX_PIPELINE = 512;

    /** A pipeline ends behind the event that exceeds this, bytes of JSON. */
    private static final int MAX_PIPELINE_BYTES = 4 << 20;

    private final Redis redis;
    private final WriteEventScript writeEvent;
    private final AssertHeadScript assertHead;

    CacheWriter(Redis redis, CacheOptions options) {
        this.redis = redis;
        writeEvent = new WriteEventScript(options);
        assertHead = new AssertHeadScript(options);
    }

    void write(List<MessageEvent> events) {
        int from = 0;
        while (from < events.size()) {
            int to = from;
            long bytes = 0;
            while (to < events.size() && to - from < MAX_PIPELINE && bytes < MAX_PIPELINE_BYTES) {
                bytes += events.get(to++).json().length;
            }
            redis.runAll(writes(events.subList(from, to)));
            from = to;
        }
    }

    /** The last event of each channel wakes those who wait for it. */
    private List<ScriptCall> writes(List<MessageEvent> events) {
        List<ScriptCall> calls = new ArrayList<>(events.size());
        Set<Long> woken = new HashSet<>();
        for (MessageEvent event : events.reversed()) {
            calls.add(writeEvent.call(event, woken.add(event.channelId())));
        }
        Collections.reverse(calls);
        return calls;
    }

    void assertHeads(Map<Long, Long> headByChannel) {
        List<ScriptCall> calls = new ArrayList<>();
        headByChannel.forEach((channel, head) -> calls.add(assertHead.call(channel, head)));
        for (int from = 0; from < calls.size(); from += MAX_PIPELINE) {
            redis.runAll(calls.subList(from, Math.min(from + MAX_PIPELINE, calls.size())));
        }
    }
}
