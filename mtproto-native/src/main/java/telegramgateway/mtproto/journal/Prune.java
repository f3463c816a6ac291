package telegramgateway.mtproto.journal;

import java.time.InstantSource;
import java.util.Map;
import telegramgateway.mtproto.journal.JournalMemory.Changed;

/** Forgets what the journal need not keep, in transactions of bounded size: no append waits long. */
final class Prune {
    private final JournalFile file;
    private final JournalMemory memory;
    private final Facts facts;
    private final HeadLimit headLimit;
    private final long maxBytes;
    private final long shareBytes;
    private final InstantSource clock;

    /** @param shareBytes that targets with a share may hold back */
    Prune(
            JournalFile file,
            JournalMemory memory,
            Facts facts,
            HeadLimit headLimit,
            long maxBytes,
            long shareBytes,
            InstantSource clock) {
        this.file = file;
        this.memory = memory;
        this.facts = facts;
        this.headLimit = headLimit;
        this.maxBytes = maxBytes;
        this.shareBytes = shareBytes;
        this.clock = clock;
    }

    /** Returns the number of entries that were removed. */
    int run() {
        file.write(connection -> {
            Pruning.mark(connection, clock.instant());
            return null;
        });
        int removed = 0;
        for (int lane = 0; lane < TargetLane.COUNT; lane++) {
            int chunk;
            do {
                chunk = settledChunk(lane);
                removed += chunk;
            } while (chunk == Pruning.CHUNK_ROWS);
            while (facts.prune(isUnderPressure(), lane) == Pruning.CHUNK_ROWS) {}
        }
        int beyondShares;
        do {
            beyondShares = chunkBeyondShares();
            removed += beyondShares;
        } while (beyondShares >= Pruning.CHUNK_ROWS);
        int forgotten;
        do {
            forgotten = headsChunk();
        } while (forgotten == Pruning.CHUNK_ROWS);
        int old;
        do {
            old = file.write(connection ->
                    Forwards.forget(connection, clock.instant(), Forwards.max(maxBytes), Pruning.CHUNK_ROWS));
        } while (old == Pruning.CHUNK_ROWS);
        return removed;
    }

    private int settledChunk(int lane) {
        return file.write(connection -> {
            long upTo = Pruning.prunable(connection, lane, clock.instant(), isUnderPressure());
            return EntryTable.remove(connection, lane, upTo, Pruning.CHUNK_ROWS);
        });
    }

    private int chunkBeyondShares() {
        return file.write(connection -> {
            long settled = Pruning.keptByShares(connection, clock.instant(), isUnderPressure());
            return Shares.prune(connection, settled, shareBytes, file.usedBytes());
        });
    }

    private int headsChunk() {
        return memory.change((connection, now) -> {
            long upTo = Pruning.forgettable(connection, clock.instant(), headLimit.excess(connection));
            HeadTable.Forgotten forgotten = HeadTable.forget(connection, upTo, Pruning.CHUNK_ROWS);
            JournalState after = now.forgotten(forgotten.highest());
            if (forgotten.rows() > 0) {
                after.write(connection);
            }
            return new Changed<>(forgotten.rows(), after, Map.of());
        });
    }

    private boolean isUnderPressure() {
        return Pruning.underPressure(file.usedBytes(), maxBytes);
    }
}
