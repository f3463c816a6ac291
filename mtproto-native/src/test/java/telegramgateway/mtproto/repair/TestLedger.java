package telegramgateway.mtproto.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.TargetLane;

/** A ledger of one channel that has at once what the journal has, unless a test says otherwise. */
final class TestLedger implements Ledger {
    private static final long BYTES = 1 << 24;

    private final Journal journal;
    private final NavigableMap<Long, CoverageState> facts = new TreeMap<>();

    /** Rows that the database has lost. */
    final Set<Long> lost = ConcurrentHashMap.newKeySet();

    volatile boolean away;
    private volatile boolean forgotten;

    TestLedger(Journal journal) {
        this.journal = journal;
    }

    synchronized void note(List<CoverageInterval> noted) {
        for (CoverageInterval fact : noted) {
            for (long id = fact.lo(); id <= fact.hi(); id++) {
                facts.merge(id, fact.state(), (old, now) -> old.yieldsTo(now) ? now : old);
            }
        }
    }

    synchronized Map<Long, CoverageState> states() {
        NavigableMap<Long, CoverageState> states = new TreeMap<>(facts);
        TargetLane lane = new TargetLane("test", TargetLane.of(ScriptedChannel.ID));
        for (MessageEvent event : journal.after(lane, 0, 100_000, BYTES)) {
            if (!lost.contains(event.message().messageId())) {
                states.put(event.message().messageId(), CoverageState.STORED);
            }
        }
        for (long id = states.isEmpty() ? 1 : states.firstKey(); !states.isEmpty() && id < states.lastKey(); id++) {
            states.putIfAbsent(id, CoverageState.UNKNOWN);
        }
        return states;
    }

    @Override
    public List<CoverageInterval> unknown(long channelId, int limit) {
        if (away) {
            throw new StoreUnavailableException("away", null);
        }
        List<CoverageInterval> holes = new ArrayList<>();
        states().forEach((id, state) -> {
            if (state == CoverageState.UNKNOWN) {
                CoverageInterval last = holes.isEmpty() ? null : holes.getLast();
                long lo = id;
                if (last != null && last.hi() == id - 1) {
                    lo = last.lo();
                    holes.removeLast();
                }
                holes.add(CoverageInterval.of(channelId, lo, id, CoverageState.UNKNOWN));
            }
        });
        return holes.reversed().stream().limit(limit).toList();
    }

    /** Nothing is known. */
    void forget() {
        forgotten = true;
    }

    @Override
    public long first(long channelId) {
        return forgotten ? 0 : states().keySet().stream().findFirst().orElse(0L);
    }

    @Override
    public List<CoverageInterval> between(long channelId, long lo, long hi, int limit) {
        return states().entrySet().stream()
                .filter(each -> lo <= each.getKey() && each.getKey() <= hi)
                .limit(limit)
                .map(each -> CoverageInterval.of(channelId, each.getKey(), each.getKey(), each.getValue()))
                .toList();
    }

    @Override
    public boolean reaches(long channelId, long messageId) {
        return states().containsKey(messageId);
    }

    @Override
    public boolean hasApplied(long channelId, long position) {
        return !away;
    }
}
