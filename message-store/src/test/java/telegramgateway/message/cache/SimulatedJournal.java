package telegramgateway.message.cache;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;

/** What was accepted: the truth against which readers are held. */
final class SimulatedJournal {

    /** An event and the true time at which it was accepted, ms. */
    record Entry(MessageEvent event, long acceptedAt) {}

    private final SimulatedTime time;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Long, Long> heads = new HashMap<>();
    private final Map<Long, NavigableMap<Long, MessageEvent>> latest = new HashMap<>();
    private final Map<Long, MessageEvent> byPosition = new HashMap<>();
    private long last;

    SimulatedJournal(SimulatedTime time) {
        this.time = time;
    }

    MessageEvent accept(long channel, long messageId, MessageKind kind, MessageSource source) {
        last = Math.max(last + 1, time.millis() * 1_000);
        Instant now = Instant.ofEpochSecond(entries.size());
        Message message = kind == MessageKind.DELETED
                ? Message.deletion(channel, messageId, now, now, source, "test")
                : TestMessages.text(channel, messageId, now, source, "event " + entries.size());
        Message accepted = message.accepted(kind, last);
        MessageEvent event = new MessageEvent(
                entries.size() + 1L, last, heads.getOrDefault(channel, 0L), accepted, MessageJson.encode(accepted));
        entries.add(new Entry(event, time.now()));
        byPosition.put(last, event);
        heads.put(channel, last);
        latest.computeIfAbsent(channel, _ -> new TreeMap<>()).put(messageId, event);
        return event;
    }

    /** All entries above a position, in order. */
    List<Entry> after(long position) {
        int from = entries.size();
        while (from > 0 && entries.get(from - 1).event().position() > position) {
            from--;
        }
        return entries.subList(from, entries.size());
    }

    /** The latest event of each message of a channel. */
    NavigableMap<Long, MessageEvent> latest(long channel) {
        return latest.getOrDefault(channel, new TreeMap<>());
    }

    /** Whether exactly this state was accepted. */
    boolean has(long channel, long messageId, long position, byte[] json) {
        MessageEvent event = byPosition.get(position);
        return event != null
                && event.channelId() == channel
                && event.messageId() == messageId
                && Arrays.equals(event.json(), json);
    }

    /** The position of each channel's latest event. */
    Map<Long, Long> heads() {
        return heads;
    }

    long head(long channel) {
        return heads.getOrDefault(channel, 0L);
    }
}
