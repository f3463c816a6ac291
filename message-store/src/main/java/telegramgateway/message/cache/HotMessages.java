package telegramgateway.message.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import telegramgateway.message.MessageEvent;

/**
 * Decides which of a journal's events the cache gets, and for which heads its writer may vouch. For one thread.
 *
 * <p>What is passed over need not be told: the floor rises by it when its channel's next event or head comes.
 */
public final class HotMessages {
    private final Duration life;

    /** Position of each channel's last event that was written or passed over; what comes next is not in it. */
    private final Map<Long, Long> heads = new HashMap<>();

    /** @param life how long a message is hot after its last event */
    public HotMessages(Duration life) {
        this.life = life;
    }

    /**
     * Begins with a journal. Of a channel whose head lies above what is settled, events are still to come: they will
     * set it.
     *
     * @param channelHeads position of each channel's latest event in the journal
     * @param settled everything up to here was written or passed over before
     */
    public void begin(Map<Long, Long> channelHeads, long settled) {
        heads.clear();
        channelHeads.forEach((channel, head) -> {
            if (head <= settled) {
                heads.put(channel, head);
            }
        });
    }

    /** Those of the events that are to be written: neither bulk history nor older than a message's life. */
    public List<MessageEvent> among(List<MessageEvent> events, Instant now) {
        long oldest = TimeUnit.MILLISECONDS.toMicros(now.minus(life).toEpochMilli());
        return events.stream()
                .filter(event ->
                        event.position() > oldest && !event.message().source().isHistory())
                .toList();
    }

    /** Notes that events were confirmed or passed over; all of a batch, in order. A repetition lowers no head. */
    public void done(List<MessageEvent> events) {
        events.forEach(event -> heads.merge(event.channelId(), event.position(), Math::max));
    }

    /** The heads to vouch for; a view. */
    public Map<Long, Long> heads() {
        return Collections.unmodifiableMap(heads);
    }
}
