package telegramgateway.mtproto.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.database.ChannelTitle;
import telegramgateway.message.database.KnownMessage;

/**
 * The journal of one gateway, in a directory that one process has to itself. Safe for use by many threads: they append
 * and move cursors in turn, and read side by side with that.
 *
 * <p>Every method throws {@link JournalException} when the file cannot be read or written; nothing is changed then.
 */
public final class Journal implements AutoCloseable {
    private static final String FILE_NAME = "journal.db";

    private final DataDirectory directory;
    private final JournalFile file;
    private final Targets targets;
    private final long maxBytes;
    private final InstantSource clock;
    private final Map<Long, Long> channelHeads;
    private final Map<Long, ChannelTitle> titles;
    private final ReentrantLock appending = new ReentrantLock();
    private final Condition grown = appending.newCondition();
    private volatile JournalState state;
    private volatile JournalState opened;

    private Journal(DataDirectory directory, JournalFile file, long maxBytes, InstantSource clock) {
        this.directory = directory;
        this.file = file;
        this.targets = new Targets(file, clock);
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.state = file.read(JournalState::read);
        this.opened = state;
        this.channelHeads = new ConcurrentHashMap<>(file.read(ChannelTable::heads));
        this.titles = new ConcurrentHashMap<>(file.read(ChannelTable::titles));
    }

    /**
     * Opens the journal of a directory, or begins one.
     *
     * @param maxBytes of pages in use, from which on the journal is {@linkplain #isFull full}
     * @throws JournalException when another process has it, or it cannot be opened
     */
    public static Journal open(Path directory, long maxBytes, InstantSource clock) {
        DataDirectory locked = DataDirectory.lock(directory);
        try {
            JournalFile file = JournalFile.open(directory.resolve(FILE_NAME), clock.instant());
            return new Journal(locked, file, maxBytes, clock);
        } catch (RuntimeException e) {
            locked.close();
            throw e;
        }
    }

    /** Where the journal stands now. */
    public JournalState state() {
        return state;
    }

    /**
     * Where it stood when this process opened or renewed it. A target that stands higher shows that it lost its tail.
     */
    public JournalState opened() {
        return opened;
    }

    /**
     * Runs an appending transaction. When this returns, what was appended is on disk.
     *
     * @throws IllegalStateException when the journal is not ready
     */
    public <T> T append(Function<Append, T> work) {
        appending.lock();
        try {
            if (!state.ready()) {
                throw new IllegalStateException("The journal has not asked the targets what they hold");
            }
            record Appended<T>(T result, JournalState state, Map<Long, Long> movedChannels) {}
            Appended<T> appended = file.write(connection -> {
                Append append = new Append(connection, state, channelHeads, clock);
                T result = work.apply(append);
                return new Appended<>(result, append.finish(), append.movedChannels());
            });
            state = appended.state();
            channelHeads.putAll(appended.movedChannels());
            grown.signalAll();
            return appended.result();
        } finally {
            appending.unlock();
        }
    }

    /** Waits until the journal has grown beyond a position or the time is up. */
    public void awaitBeyond(long position, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        appending.lockInterruptibly();
        try {
            while (left > 0 && state.lastPosition() <= position) {
                left = grown.awaitNanos(left);
            }
        } finally {
            appending.unlock();
        }
    }

    /** The next events of a lane above a position, in order, without those parked for its target. */
    public List<MessageEvent> after(TargetLane lane, long position, int limit, long bytes) {
        return file.read(connection -> EntryTable.after(connection, lane, position, limit, bytes)).stream()
                .map(EntryTable.Entry::event)
                .toList();
    }

    /** Cursors, books and parked events. */
    public Targets targets() {
        return targets;
    }

    /** Remembers what a channel is called. */
    public void name(ChannelTitle title) {
        ChannelTitle known = titles.put(title.channelId(), title);
        if (!title.equals(known)) {
            file.write(connection -> {
                ChannelTable.putTitle(connection, title, state.startPosition());
                return null;
            });
        }
    }

    /** What the channels are called that a source has named, by id. A snapshot that follows changes. */
    public Map<Long, ChannelTitle> titles() {
        return titles;
    }

    /** The position of each channel's latest event, or where the journal began for those without one. */
    public Map<Long, Long> channelHeads() {
        return Map.copyOf(channelHeads);
    }

    /** Those of a channel's messages that are not remembered: a source of history asks the database for them. */
    public Set<Long> notRemembered(long channelId, Collection<Long> messageIds) {
        return state.headsFloor() == 0
                ? Set.of()
                : file.read(connection -> HeadTable.missing(connection, channelId, messageIds));
    }

    /** Remembers what the database knows of messages. */
    public void remember(Collection<KnownMessage> messages) {
        file.write(connection -> {
            HeadTable.put(connection, messages);
            return null;
        });
    }

    /**
     * Begins anew above everything that any target holds, under a new id: the journal is empty, or lost its tail. It is
     * then not ready, and what it remembers must be completed from the database. Entries that it still has are
     * delivered again to the restarted target; those that were accepted since this process opened it, but at positions
     * that some target may have used already, are appended once more.
     *
     * @param highest position that any target holds
     * @param restarted the target that keeps its cursor itself, per journal id
     */
    public void renew(long highest, String restarted) {
        appending.lock();
        try {
            state = file.write(connection -> {
                long newest = Math.max(highest, state.lastPosition());
                JournalState renewed = state.renewed(UUID.randomUUID(), newest == 0 ? 0 : newest + 1);
                renewed.write(connection);
                Rows.change(connection, "UPDATE channels SET head = ?", renewed.startPosition());
                Targets.restart(connection, restarted);
                return Renewal.appendAgain(connection, opened, renewed, clock);
            });
            opened = state;
            channelHeads.clear();
            channelHeads.putAll(file.read(ChannelTable::heads));
        } finally {
            appending.unlock();
        }
    }

    /** Notes a channel of the database: what it has at or below the journal's start was not written by this journal. */
    public void adopt(long channelId) {
        appending.lock();
        try {
            if (channelHeads.putIfAbsent(channelId, state.startPosition()) == null) {
                file.write(connection -> {
                    ChannelTable.putHeads(connection, Map.of(channelId, state.startPosition()));
                    return null;
                });
            }
        } finally {
            appending.unlock();
        }
    }

    /** Notes that messages whose latest event lies at or below may be unknown to the journal. */
    public void forgotten(long position) {
        change(now -> now.forgotten(position));
    }

    /** Opens the journal for appending: the targets were asked, and what they know is remembered. */
    public void ready() {
        change(JournalState::opened);
    }

    private void change(UnaryOperator<JournalState> change) {
        appending.lock();
        try {
            JournalState changed = change.apply(state);
            file.write(connection -> {
                changed.write(connection);
                return null;
            });
            state = changed;
        } finally {
            appending.unlock();
        }
    }

    /**
     * Forgets entries that every target has had for a day, or under pressure has at all, and the oldest messages.
     *
     * @return the number of entries that were removed
     */
    public int prune() {
        int removed = 0;
        for (int lane = 0; lane < TargetLane.COUNT; lane++) {
            int chunk;
            do {
                chunk = pruneChunk(lane);
                removed += chunk;
            } while (chunk == Pruning.CHUNK_ROWS);
        }
        int forgotten;
        do {
            forgotten = forgetChunk();
        } while (forgotten == Pruning.CHUNK_ROWS);
        return removed;
    }

    private int pruneChunk(int lane) {
        return file.write(connection -> {
            Instant now = clock.instant();
            long upTo = Pruning.prunable(connection, lane, now, isUnderPressure());
            int rows = EntryTable.remove(connection, lane, upTo, Pruning.CHUNK_ROWS);
            Pruning.forgetMarks(connection, now);
            return rows;
        });
    }

    private int forgetChunk() {
        appending.lock();
        try {
            return file.write(connection -> {
                long upTo = Pruning.forgettable(connection, clock.instant());
                HeadTable.Forgotten forgotten = HeadTable.forget(connection, upTo, Pruning.CHUNK_ROWS);
                if (forgotten.rows() > 0) {
                    state = state.forgotten(forgotten.highest());
                    state.write(connection);
                }
                return forgotten.rows();
            });
        } finally {
            appending.unlock();
        }
    }

    /** Bytes of the pages in use. */
    public long usedBytes() {
        return file.usedBytes();
    }

    public long maxBytes() {
        return maxBytes;
    }

    /** True when nothing may be appended until the targets have caught up. */
    public boolean isFull() {
        return file.usedBytes() >= maxBytes;
    }

    /** True when delivered entries are forgotten at once to make room. */
    public boolean isUnderPressure() {
        return Pruning.underPressure(file.usedBytes(), maxBytes);
    }

    @Override
    public void close() {
        file.close();
        directory.close();
    }
}
