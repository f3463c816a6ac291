package telegramgateway.message.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.MessageEvent;

/**
 * Writes in pipelines of bounded size. Events and heads are for one thread, as their order counts; epochs may begin
 * from any.
 */
final class CacheWriter {
    /** The most scripts in one pipeline. */
    static final int MAX_PIPELINE = 512;

    /** A pipeline ends behind the event that exceeds this, bytes of JSON. */
    private static final int MAX_PIPELINE_BYTES = 4 << 20;

    /** What a script answers when the channel belongs to a later epoch. */
    private static final Long REFUSED = -1L;

    private final Redis redis;
    private final WriteEventScript writeEvent;
    private final AssertHeadScript assertHead;
    private final BeginEpochScript beginEpoch = new BeginEpochScript();

    CacheWriter(Redis redis, CacheOptions options) {
        this.redis = redis;
        writeEvent = new WriteEventScript(options);
        assertHead = new AssertHeadScript(options);
    }

    /** Returns the channels that belong to later epochs: nothing of them was written. */
    Set<Long> write(List<MessageEvent> events, Map<Long, Long> epochs) {
        Set<Long> refused = new HashSet<>();
        int from = 0;
        while (from < events.size()) {
            int to = from;
            long bytes = 0;
            while (to < events.size() && to - from < MAX_PIPELINE && bytes < MAX_PIPELINE_BYTES) {
                bytes += events.get(to++).json().length;
            }
            List<MessageEvent> part = events.subList(from, to);
            List<List<@Nullable Object>> replies = redis.runAll(writes(part, epochs));
            for (int i = 0; i < part.size(); i++) {
                if (REFUSED.equals(replies.get(i).getFirst())) {
                    refused.add(part.get(i).channelId());
                }
            }
            from = to;
        }
        return refused;
    }

    /** The last event of each channel wakes those who wait for it. */
    private List<ScriptCall> writes(List<MessageEvent> events, Map<Long, Long> epochs) {
        List<ScriptCall> calls = new ArrayList<>(events.size());
        Set<Long> woken = new HashSet<>();
        for (MessageEvent event : events.reversed()) {
            long epoch = epochs.getOrDefault(event.channelId(), 0L);
            calls.add(writeEvent.call(event, woken.add(event.channelId()), epoch));
        }
        Collections.reverse(calls);
        return calls;
    }

    void assertHeads(Map<Long, Long> headByChannel, Map<Long, Long> epochs) {
        List<ScriptCall> calls = new ArrayList<>();
        headByChannel.forEach(
                (channel, head) -> calls.add(assertHead.call(channel, head, epochs.getOrDefault(channel, 0L))));
        runAll(calls);
    }

    void beginEpochs(Map<Long, Long> epochs) {
        List<ScriptCall> calls = new ArrayList<>();
        epochs.forEach((channel, epoch) -> calls.add(beginEpoch.call(channel, epoch)));
        runAll(calls);
    }

    private void runAll(List<ScriptCall> calls) {
        for (int from = 0; from < calls.size(); from += MAX_PIPELINE) {
            redis.runAll(calls.subList(from, Math.min(from + MAX_PIPELINE, calls.size())));
        }
    }
}
