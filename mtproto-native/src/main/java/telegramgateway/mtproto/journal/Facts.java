package telegramgateway.mtproto.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import telegramgateway.message.coverage.CoverageFold;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.mtproto.journal.JournalMemory.Changed;

/**
 * What is known of message ids without an event: refused, absent, unknown. A fact has a position among the events and
 * no sequence number: only the database takes facts, and no books count them. Safe for use by many threads.
 */
public final class Facts {
    /** The target that takes them. */
    public static final String TARGET = "database";

    private static final long ROWS_MAX = 50_000;

    /** They take so much of the journal's size at most: entries must always find room. */
    private static final int SHARE = 16;

    /** Bytes of a fact, with its part of the index. */
    private static final int ROW_BYTES = 128;

    private final JournalFile file;
    private final JournalMemory memory;
    private final long max;
    private final InstantSource clock;

    /** About as many as there are. Guarded by the order of writing transactions. */
    private long kept = Long.MAX_VALUE;

    /** A fact, and where it stands among the events. */
    public record Fact(long position, CoverageInterval interval) {}

    Facts(JournalFile file, JournalMemory memory, long journalBytes, InstantSource clock) {
        this.file = file;
        this.memory = memory;
        this.max = Math.min(ROWS_MAX, journalBytes / SHARE / ROW_BYTES);
        this.clock = clock;
    }

    /**
     * Notes facts, on disk when this returns. Those of chats whose ids are not dense are left out; of several that are
     * about one id the strongest is kept.
     *
     * @throws IllegalArgumentException when ids are said to be retired
     * @throws JournalException when they cannot be written, or too many wait for the database: then nothing is noted
     */
    public void note(List<CoverageInterval> facts) {
        List<CoverageInterval> joined = joined(facts);
        if (joined.isEmpty()) {
            return;
        }
        memory.change((connection, now) -> {
            if (room(connection) < joined.size()) {
                throw new JournalException(
                        "The journal keeps " + max + " facts about message ids at most, and so many wait for the"
                                + " database. They are noted once it has taken some.");
            }
            Append append = new Append(connection, now, Map.of(), joined.size(), clock);
            joined.forEach(append::note);
            JournalState after = append.finish();
            added(joined.size());
            return new Changed<>(joined.size(), after, Map.of());
        });
    }

    private static List<CoverageInterval> joined(List<CoverageInterval> facts) {
        Map<Long, List<CoverageInterval>> byChannel = new TreeMap<>();
        for (CoverageInterval fact : facts) {
            if (fact.state() == CoverageState.RETIRED) {
                throw new IllegalArgumentException("Only retention retires message ids: " + fact);
            }
            if (CoverageInterval.applies(fact.channelId())) {
                byChannel
                        .computeIfAbsent(fact.channelId(), _ -> new ArrayList<>())
                        .add(fact);
            }
        }
        return byChannel.values().stream()
                .map(CoverageFold::join)
                .flatMap(Collection::stream)
                .toList();
    }

    /** A lane's facts above a position, in order. */
    public List<Fact> after(TargetLane lane, long position, int limit) {
        return file.read(connection -> FactTable.between(connection, lane, position, Long.MAX_VALUE, limit));
    }

    /** A lane's facts above a position and up to another, in order. */
    public List<Fact> between(TargetLane lane, long above, long upTo) {
        return file.read(connection -> FactTable.between(connection, lane, above, upTo, Integer.MAX_VALUE));
    }

    /** How many may be added in this transaction. Forgets for it what the database has. */
    long room(Connection connection) throws SQLException {
        if (kept >= max) {
            kept = FactTable.count(connection);
        }
        if (kept >= max) {
            for (int lane = 0; lane < TargetLane.COUNT; lane++) {
                FactTable.remove(connection, lane, FactTable.taken(connection, lane), Pruning.CHUNK_ROWS);
            }
            kept = FactTable.count(connection);
        }
        return max - kept;
    }

    /** Notes that so many were added, or that they would have been had the transaction not failed. */
    void added(long facts) {
        kept += facts;
    }

    /** Forgets facts that the database has had for as long as entries are kept. Returns how many. */
    int prune(boolean underPressure, int lane) {
        return file.write(connection -> FactTable.remove(
                connection,
                lane,
                Pruning.settledBy(connection, new TargetLane(TARGET, lane), clock.instant(), underPressure),
                Pruning.CHUNK_ROWS));
    }
}
