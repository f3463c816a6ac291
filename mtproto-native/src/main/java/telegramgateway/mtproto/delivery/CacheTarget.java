package telegramgateway.mtproto.delivery;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.DeliveryCursor;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalState;
import telegramgateway.mtproto.journal.TargetLane;

/**
 * The cache: hot messages only. It passes over bulk history and what is older than its life, also to make room in a
 * journal that is nearly full; the floors in Redis rise by what it passes over.
 */
final class CacheTarget implements Target {
    static final String NAME = "cache";

    private final MessageCache cache;
    private final Journal journal;
    private final InstantSource clock;

    /** Position of each channel's last event that was written or passed over; what comes next is not in it. */
    private final Map<Long, Long> heads = new HashMap<>();

    /** The journal whose heads are loaded; null if none is. */
    private @Nullable UUID headsOf;

    CacheTarget(MessageCache cache, Journal journal, InstantSource clock) {
        this.cache = cache;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public long firstPosition() {
        return Long.MAX_VALUE;
    }

    @Override
    public String outageWarning() {
        return "Redis cache unavailable, falling back to database-only";
    }

    @Override
    public long held(JournalState state) {
        Map<Long, Long> theirs = cache.highestPositions();
        return journal.channelHeads().keySet().stream()
                .mapToLong(channel -> theirs.getOrDefault(channel, 0L))
                .max()
                .orElse(0);
    }

    @Override
    public long highest() {
        return cache.highestPositions().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    @Override
    public Optional<DeliveryCursor> cursor(JournalState state, TargetLane lane) {
        return Optional.empty();
    }

    @Override
    public int deliver(DeliveryRun run) {
        loadHeads(run.from());
        long oldest =
                micros() - TimeUnit.MILLISECONDS.toMicros(cache.messageLife().toMillis());
        List<MessageEvent> hot = journal.isUnderPressure()
                ? List.of()
                : run.events().stream()
                        .filter(event -> event.position() > oldest
                                && !event.message().source().isHistory())
                        .toList();
        if (!hot.isEmpty()) {
            cache.write(hot);
        }
        // A renewed journal has raised the heads above the entries that it still has.
        run.events().forEach(event -> heads.merge(event.channelId(), event.position(), Math::max));
        return hot.size();
    }

    @Override
    public void tick(TargetLane lane, long position, boolean caughtUp) {
        if (loadHeads(position) && caughtUp) {
            cache.assertHeads(heads);
        } else {
            cache.ping();
        }
    }

    /**
     * Loads the journal's heads, once per journal. Of a channel whose head lies beyond the cursor, events are still to
     * come: they will set it.
     *
     * @return false while the journal is being renewed: its heads are not known then
     */
    private boolean loadHeads(long position) {
        JournalState state = journal.state();
        if (state.ready() && !state.id().equals(headsOf)) {
            heads.clear();
            long settled = Math.max(position, state.startPosition());
            journal.channelHeads().forEach((channel, head) -> {
                if (head <= settled) {
                    heads.put(channel, head);
                }
            });
            headsOf = state.id();
        }
        return state.ready();
    }

    private long micros() {
        return TimeUnit.MILLISECONDS.toMicros(clock.millis());
    }
}
