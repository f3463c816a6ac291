package telegramgateway.mtproto.push;

import java.util.SortedMap;
import java.util.TreeMap;

/** What lies in a failure queue. */
final class QueueCounts {
    private final SortedMap<Long, Long> channels = new TreeMap<>();
    private long size;
    private long highestPosition;

    void add(QueuedEvent event) {
        channels.merge(event.channelId(), 1L, Long::sum);
        size++;
        highestPosition = Math.max(highestPosition, event.position());
    }

    SortedMap<Long, Long> channels() {
        return channels;
    }

    long size() {
        return size;
    }

    long highestPosition() {
        return highestPosition;
    }
}
