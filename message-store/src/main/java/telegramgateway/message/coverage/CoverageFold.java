package telegramgateway.message.coverage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Joins facts with what is known of one channel. Sweeps over the ids once: where several facts meet, the strongest
 * holds; equal neighbours become one interval.
 */
public final class CoverageFold {

    private final List<CoverageInterval> folded = new ArrayList<>();

    private CoverageFold() {}

    /** What facts of one channel say, without overlap, equal neighbours merged, ascending. */
    public static List<CoverageInterval> join(Collection<CoverageInterval> facts) {
        return new CoverageFold().sweep(facts, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /**
     * What takes the place of the known intervals.
     *
     * <p>A channel's intervals lie side by side from its first to its newest id. Of these, {@code known} must hold
     * those that overlap or touch a fact, and for a fact beyond the ends the one at that end; what lies between two of
     * them and is in neither stays as it is. Ids between the ends and a fact beyond them become unknown.
     *
     * @param known without overlap, in any order
     * @param facts of the same channel, in any order
     * @return without overlap, equal neighbours merged, ascending
     */
    public static List<CoverageInterval> fold(Collection<CoverageInterval> known, Collection<CoverageInterval> facts) {
        List<CoverageInterval> all = new ArrayList<>(known);
        all.addAll(facts);
        if (known.isEmpty()) {
            return new CoverageFold().sweep(all, Long.MAX_VALUE, Long.MIN_VALUE);
        }
        long first = known.stream().mapToLong(CoverageInterval::lo).min().orElseThrow();
        long newest = known.stream().mapToLong(CoverageInterval::hi).max().orElseThrow();
        return new CoverageFold().sweep(all, first, newest);
    }

    /**
     * The known intervals without those ids that are taken out of them.
     *
     * @param out without overlap, ascending, as {@link #join} gives it
     */
    public static List<CoverageInterval> without(Collection<CoverageInterval> known, List<CoverageInterval> out) {
        List<CoverageInterval> left = new ArrayList<>();
        for (CoverageInterval interval : known) {
            long lo = interval.lo();
            for (CoverageInterval hole : out) {
                if (hole.hi() >= lo && hole.lo() <= interval.hi()) {
                    addPart(left, interval, lo, hole.lo() - 1);
                    lo = hole.hi() + 1;
                }
            }
            addPart(left, interval, lo, interval.hi());
        }
        return left;
    }

    private static void addPart(List<CoverageInterval> parts, CoverageInterval of, long lo, long hi) {
        if (lo <= hi) {
            parts.add(new CoverageInterval(of.channelId(), lo, hi, of.state(), of.reason()));
        }
    }

    /** Gaps between first and newest are left out, those beyond are unknown. */
    private List<CoverageInterval> sweep(Collection<CoverageInterval> all, long first, long newest) {
        NavigableMap<Long, List<CoverageInterval>> starts = new TreeMap<>();
        NavigableMap<Long, List<CoverageInterval>> ends = new TreeMap<>();
        for (CoverageInterval interval : all) {
            starts.computeIfAbsent(interval.lo(), _ -> new ArrayList<>()).add(interval);
            ends.computeIfAbsent(interval.hi() + 1, _ -> new ArrayList<>()).add(interval);
        }
        NavigableMap<CoverageInterval, Integer> open = new TreeMap<>(CoverageInterval.BY_STRENGTH);
        Long at = starts.isEmpty() ? null : starts.firstKey();
        while (at != null) {
            ends.getOrDefault(at, List.of()).forEach(ended -> open.computeIfPresent(ended, CoverageFold::oneLess));
            starts.getOrDefault(at, List.of()).forEach(begun -> open.merge(begun, 1, Integer::sum));
            Long next = nearer(starts.higherKey(at), ends.higherKey(at));
            if (next != null) {
                add(at, next - 1, open, all, at < first || at > newest);
            }
            at = next;
        }
        return folded;
    }

    private void add(
            long lo,
            long hi,
            NavigableMap<CoverageInterval, Integer> open,
            Collection<CoverageInterval> all,
            boolean isBeyond) {
        if (!open.isEmpty()) {
            CoverageInterval strongest = open.lastKey();
            append(new CoverageInterval(strongest.channelId(), lo, hi, strongest.state(), strongest.reason()));
        } else if (isBeyond) {
            append(CoverageInterval.of(all.iterator().next().channelId(), lo, hi, CoverageState.UNKNOWN));
        }
    }

    private void append(CoverageInterval next) {
        CoverageInterval last = folded.isEmpty() ? null : folded.getLast();
        if (last != null && last.hi() + 1 == next.lo() && last.saysTheSameAs(next)) {
            folded.set(
                    folded.size() - 1,
                    new CoverageInterval(next.channelId(), last.lo(), next.hi(), next.state(), next.reason()));
        } else {
            folded.add(next);
        }
    }

    private static @Nullable Integer oneLess(CoverageInterval interval, int count) {
        return count == 1 ? null : count - 1;
    }

    private static @Nullable Long nearer(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.min(one, other);
    }
}
