package telegramgateway.mtproto.delivery;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.cache.HotMessages;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.DeliveryCursor;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalState;
import telegramgateway.mtproto.journal.Ownership;
import telegramgateway.mtproto.journal.TargetLane;

/**
 * The cache: hot messages only. It passes over bulk history and what is older than its life, also to make room in a
 * journal that is nearly full, and a channel of which the database has not said yet whose it is; the floors in Redis
 * rise by what it passes over.
 */
final class CacheTarget implements Target {
    static final String NAME = "cache";

    private static final Logger LOG = LoggerFactory.getLogger(CacheTarget.class);

    private final MessageCache cache;
    private final Journal journal;
    private final ChannelClaim claim;
    private final InstantSource clock;

    private final HotMessages hot;

    private final Set<Long> refusedBefore = new HashSet<>();

    /** The journal whose heads are loaded; null if none is. */
    private @Nullable UUID headsOf;

    CacheTarget(MessageCache cache, Journal journal, ChannelClaim claim, InstantSource clock) {
        this.cache = cache;
        this.journal = journal;
        this.claim = claim;
        this.clock = clock;
        this.hot = new HotMessages(cache.messageLife());
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
    public Delivered deliver(DeliveryRun run) {
        loadHeads(run.from());
        List<MessageEvent> written =
                journal.isUnderPressure() ? List.of() : own(hot.among(run.events(), clock.instant()));
        Set<Long> refused = cache.write(written, epochs(written));
        warnOnceOf(refused);
        hot.done(run.events());
        return Delivered.confirmed((int) written.stream()
                .filter(event -> !refused.contains(event.channelId()))
                .count());
    }

    /** Without the events of channels that may be another gateway's: readers would believe them. */
    private List<MessageEvent> own(List<MessageEvent> events) {
        Set<Long> unclaimed =
                claim.unclaimed(events.stream().map(MessageEvent::channelId).collect(Collectors.toSet()));
        return unclaimed.isEmpty()
                ? events
                : events.stream()
                        .filter(event -> !unclaimed.contains(event.channelId()))
                        .toList();
    }

    private Map<Long, Long> epochs(List<MessageEvent> events) {
        return journal.ownership()
                .epochs(events.stream().map(MessageEvent::channelId).distinct().toList());
    }

    /** Who owns a channel is for the database to say: until it does, the cache goes without these events. */
    private void warnOnceOf(Set<Long> channelIds) {
        for (long channelId : channelIds) {
            if (refusedBefore.add(channelId)) {
                LOG.warn(
                        "Redis refuses channel {}: a later owner writes it. If the database says otherwise, it was made"
                                + " anew without Redis: delete the key telegram:channel:{{}}:recent.",
                        channelId,
                        channelId);
            }
        }
    }

    @Override
    public void tick(TargetLane lane, long position, boolean caughtUp) {
        if (loadHeads(position) && caughtUp) {
            Map<Long, Long> heads = new HashMap<>(hot.heads());
            Ownership ownership = journal.ownership();
            heads.keySet().removeAll(ownership.fenced());
            // The database learns of a channel by its first events, and so does the journal.
            heads.keySet().removeAll(ownership.unclaimed(heads.keySet()));
            // What another owner wrote may lack in the cache: the feed is complete above it.
            heads.replaceAll((channel, head) -> Math.max(head, ownership.fencedTo(channel)));
            cache.assertHeads(heads, ownership.epochs(heads.keySet()));
        } else {
            cache.ping();
        }
    }

    /**
     * Loads the journal's heads, once per journal.
     *
     * @return false while the journal is being renewed: its heads are not known then
     */
    private boolean loadHeads(long position) {
        JournalState state = journal.state();
        if (state.ready() && !state.id().equals(headsOf)) {
            // A renewed journal has raised the heads above the entries that it still has.
            hot.begin(journal.channelHeads(), Math.max(position, state.startPosition()));
            headsOf = state.id();
        }
        return state.ready();
    }
}
