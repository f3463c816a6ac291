package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;

/**
 * The unknown ids of one channel: which are to be asked for next, which were answered, and which stay unknown although
 * they were. For one thread.
 */
final class ChannelHoles {
    /** An id that is unknown although Telegram answered it so often is left alone for {@link #PAUSE}. */
    static final int ROUNDS_MAX = 3;

    static final Duration PAUSE = Duration.ofHours(1);

    final long channelId;

    /** What was handed over must have reached the database before it is asked again: its journal position. */
    long awaited;

    /** An id of Telegram's that the database must have heard of before it is asked again; 0 for none. */
    long named;

    /** Nothing is asked before. */
    Instant notBefore = Instant.EPOCH;

    /** Whether what was posted meanwhile must have reached the database before it is asked. */
    boolean isFresh;

    /** Since when the database has what was handed over; null while it does not. */
    @Nullable
    Instant appliedAt;

    /** The lowest id of which anything is known. */
    private long first;

    private final Deque<CoverageInterval> plan = new ArrayDeque<>();
    private final List<CoverageInterval> answered = new ArrayList<>();

    /** By a hole's newest id, how often it was answered and stayed unknown. */
    private final Map<Long, Integer> rounds = new HashMap<>();

    private final Map<Long, Instant> pausedUntil = new HashMap<>();

    ChannelHoles(long channelId) {
        this.channelId = channelId;
    }

    boolean isEmpty() {
        return plan.isEmpty();
    }

    /** The ledger is asked again. */
    void forgetPlan() {
        plan.clear();
    }

    /** A request failed: what it was to answer was not answered. */
    void startOver() {
        plan.clear();
        answered.clear();
    }

    /** Whether some of what is unknown was answered since the last plan. */
    boolean wasAnswered(List<CoverageInterval> unknown) {
        return unknown.stream().anyMatch(this::wasAnswered);
    }

    private boolean wasAnswered(CoverageInterval hole) {
        return answered.stream().anyMatch(it -> it.lo() <= hole.hi() && hole.lo() <= it.hi());
    }

    /**
     * Plans what is asked for next.
     *
     * @param unknown newest first, once the database has everything that was handed over
     * @return the holes that are given up for a while
     */
    List<CoverageInterval> plan(List<CoverageInterval> unknown, long lowest, Instant now) {
        first = lowest;
        List<CoverageInterval> givenUp = new ArrayList<>();
        Set<Long> present = unknown.stream().map(CoverageInterval::hi).collect(Collectors.toSet());
        pausedUntil.keySet().retainAll(present);
        rounds.keySet().retainAll(present);
        for (CoverageInterval hole : unknown) {
            Instant until = pausedUntil.get(hole.hi());
            if (until != null && now.isBefore(until)) {
                continue;
            }
            pausedUntil.remove(hole.hi());
            if (wasAnswered(hole) && rounds.merge(hole.hi(), 1, Integer::sum) >= ROUNDS_MAX) {
                rounds.remove(hole.hi());
                pausedUntil.put(hole.hi(), now.plus(PAUSE));
                givenUp.add(hole);
            } else {
                plan.add(hole);
            }
        }
        answered.clear();
        return givenUp;
    }

    CoverageInterval next() {
        return plan.getFirst();
    }

    /** Below a channel's first message nobody has looked before. */
    boolean isBackfill(CoverageInterval hole) {
        return hole.lo() == first;
    }

    /** Whether the next hole was answered before and is unknown all the same. */
    boolean isAgain() {
        return rounds.getOrDefault(plan.getFirst().hi(), 0) > 0;
    }

    /** Takes the newest ids from the plan that one request can name. */
    List<Long> takeIds(int most) {
        List<Long> ids = new ArrayList<>();
        while (!plan.isEmpty() && ids.size() < most) {
            CoverageInterval hole = plan.removeFirst();
            if (!ids.isEmpty() && hole.ids() > most) {
                plan.addFirst(hole);
                break;
            }
            long lo = Math.max(hole.lo(), hole.hi() - (most - ids.size()) + 1);
            LongStream.rangeClosed(0, hole.hi() - lo).forEach(i -> ids.add(hole.hi() - i));
            answer(hole, lo);
        }
        return ids;
    }

    /** Takes the newest hole from the plan down to an id, which is one of its. */
    CoverageInterval takeDownTo(long lo) {
        CoverageInterval hole = plan.removeFirst();
        return answer(hole, lo);
    }

    private CoverageInterval answer(CoverageInterval hole, long lo) {
        CoverageInterval part = CoverageInterval.of(channelId, lo, hole.hi(), CoverageState.UNKNOWN);
        answered.add(part);
        if (lo > hole.lo()) {
            plan.addFirst(CoverageInterval.of(channelId, hole.lo(), lo - 1, CoverageState.UNKNOWN));
        }
        return part;
    }

    /** How many holes are given up for now. */
    int paused() {
        return pausedUntil.size();
    }
}
