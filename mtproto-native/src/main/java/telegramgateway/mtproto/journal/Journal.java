package telegramgateway.mtproto.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.database.ChannelTitle;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.mtproto.journal.JournalMemory.Changed;

/**
 * The journal of one gateway, in a directory that one process has to itself. Safe for use by many threads: they append
 * and move cursors in turn, and read side by side with that.
 *
 * <p>Every method throws {@link JournalException} when the file cannot be read or written. Nothing is changed then, or
 * in rare cases all of it: what follows goes on from what the file holds.
 */
public final class Journal implements AutoCloseable {
    /** What a target with a share may hold back, unless a setting says otherwise. */
    public static final int SHARE_PERCENT = 25;

    private static final String FILE_NAME = "journal.db";
    private static final long PERCENT = 100;

    private final DataDirectory directory;
    private final JournalFile file;
    private final Targets targets;
    private final Ownership ownership;
    private final Forwards forwards;
    private final Facts facts;
    private final long maxBytes;
    private final UUID gateway;
    private final InstantSource clock;
    private final JournalMemory memory;
    private final HeadLimit headLimit;
    private final NewestEvents newest = new NewestEvents();
    private final Prune prune;
    private volatile JournalState opened;

    Journal(DataDirectory directory, JournalFile file, long maxBytes, int sharePercent, InstantSource clock) {
        this.directory = directory;
        this.gateway = directory.identity();
        this.file = file;
        this.targets = new Targets(file, clock);
        this.ownership = new Ownership(file);
        this.forwards = new Forwards(file, clock);
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.memory = new JournalMemory(file);
        this.facts = new Facts(file, memory, maxBytes, clock);
        this.headLimit = new HeadLimit(Pruning.headsMax(maxBytes));
        this.prune = new Prune(file, memory, facts, headLimit, maxBytes, maxBytes / PERCENT * sharePercent, clock);
        this.opened = memory.state();
    }

    /** Opens the journal of a directory, or begins one, with {@link #SHARE_PERCENT}. */
    public static Journal open(Path directory, long maxBytes, InstantSource clock) {
        return open(directory, maxBytes, SHARE_PERCENT, clock);
    }

    /**
     * Opens the journal of a directory, or begins one.
     *
     * @param maxBytes of pages in use, from which on the journal is {@linkplain #isFull full}
     * @param sharePercent of it that targets with a share may hold back
     * @throws JournalException when another process has it, or it cannot be opened
     */
    public static Journal open(Path directory, long maxBytes, int sharePercent, InstantSource clock) {
        DataDirectory locked = DataDirectory.lock(directory);
        try {
            SqliteLibrary.load(directory);
            JournalFile file = JournalFile.open(directory.resolve(FILE_NAME), clock.instant());
            return new Journal(locked, file, maxBytes, sharePercent, clock);
        } catch (RuntimeException e) {
            locked.close();
            throw e;
        }
    }

    /** Who the gateway is; stays the same when the journal begins anew. */
    public UUID gateway() {
        return gateway;
    }

    /** Where the journal stands now. */
    public JournalState state() {
        return memory.state();
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
     * @throws JournalException.NotReady when the journal is not ready; it may begin anew at any time
     */
    public <T> T append(Function<Append, T> work) {
        return memory.change((connection, now) -> {
            if (!now.ready()) {
                throw new JournalException.NotReady();
            }
            Append append = new Append(connection, now, memory.channels().heads(), facts.room(connection), clock);
            T result = work.apply(append);
            JournalState after = append.finish();
            headLimit.added(after.lastSequence() - now.lastSequence());
            facts.added(append.facts());
            newest.add(append.events());
            return new Changed<>(result, after, append.movedChannels());
        });
    }

    /** Waits until the journal has grown beyond a position or the time is up. */
    public void awaitBeyond(long position, Duration timeout) throws InterruptedException {
        memory.awaitBeyond(position, timeout);
    }

    /** The next events of a lane above a position, in order, without those parked for its target. */
    public List<MessageEvent> after(TargetLane lane, long position, int limit, long bytes) {
        return file.read(connection -> EntryTable.after(connection, lane, position, limit, bytes)).stream()
                .map(newest::of)
                .toList();
    }

    /** Cursors, books and parked events. */
    public Targets targets() {
        return targets;
    }

    /** Which channels the gateway may write. */
    public Ownership ownership() {
        return ownership;
    }

    /** What was forwarded within Telegram. */
    public Forwards forwards() {
        return forwards;
    }

    /** What is known of message ids without an event. */
    public Facts facts() {
        return facts;
    }

    /**
     * How an account stands with Telegram.
     *
     * @param spentUntil when every request for history that was spent will have come back
     * @param quietUntil none may be made before
     */
    public record Flood(Instant spentUntil, Instant quietUntil) {
        /** Of an account that has asked nothing yet. */
        public static final Flood NONE = new Flood(Instant.EPOCH, Instant.EPOCH);
    }

    /** What was kept last of an account. */
    public Flood flood(String account) {
        return file.read(connection -> FloodTable.of(connection, account));
    }

    /** On disk when this returns: a restart must forget neither. */
    public void keepFlood(String account, Flood flood) {
        file.write(connection -> {
            FloodTable.put(connection, account, flood);
            return null;
        });
    }

    /**
     * Notes that the gateway owns channels. What it then accepts for them lies above what any other owner wrote. What
     * it remembers of their messages is forgotten: the database knows what became of them.
     *
     * @param epochs by channel
     * @param above the highest position that another owner may have used; what the journal has of the channels up to
     *     there is fenced
     */
    public void own(Map<Long, Long> epochs, long above) {
        epochs.keySet().forEach(this::adopt);
        long fencedTo = memory.change((connection, now) -> {
            JournalState raised = now.raised(above);
            raised.write(connection);
            Map<Long, Long> heads = new HashMap<>();
            for (long channelId : epochs.keySet()) {
                heads.put(channelId, raised.lastPosition());
                HeadTable.forgetChannel(connection, channelId);
            }
            ChannelTable.putHeads(connection, heads);
            return new Changed<>(raised.lastPosition(), raised, heads);
        });
        ownership.own(epochs, fencedTo);
    }

    /** Notes that other gateways own channels, also such as it has nothing of. */
    public void fence(Collection<Long> channelIds) {
        channelIds.forEach(this::adopt);
        ownership.fence(channelIds);
    }

    /** Notes whether a channel's messages are taken from Telegram. */
    public void watch(long channelId, boolean watched) {
        adopt(channelId);
        memory.channels().watch(channelId, watched);
    }

    /** The channels whose messages are taken from Telegram. A snapshot that follows changes. */
    public Set<Long> watched() {
        return memory.channels().watched();
    }

    /** By channel the message above which some may be missing until Telegram's history was read. A view. */
    public Map<Long, Long> unread() {
        return memory.channels().unread();
    }

    /** Notes that messages above one may be missing. Is kept over restarts. */
    public void unreadAbove(long channelId, long messageId) {
        memory.channels().unreadAbove(channelId, messageId);
    }

    /** Notes that what stood above a message was read, unless messages below it are missing by now. */
    public void read(long channelId, long messageId) {
        memory.channels().read(channelId, messageId);
    }

    /** The highest message id of a channel that is remembered; 0 for none. */
    public long newestMessage(long channelId) {
        return file.read(connection -> HeadTable.newest(connection, channelId));
    }

    /** Remembers what a channel is called; a known public name stays when the source does not tell it. */
    public void name(ChannelTitle title) {
        memory.channels().name(title);
    }

    /** What the channels are called that a source has named, by id. A snapshot that follows changes. */
    public Map<Long, ChannelTitle> titles() {
        return memory.channels().titles();
    }

    /** The position of each channel's latest event, or where the journal began for those without one. */
    public Map<Long, Long> channelHeads() {
        return Map.copyOf(memory.channels().heads());
    }

    /** Those of a channel's messages that are not remembered: a source of history asks the database for them. */
    public Set<Long> notRemembered(long channelId, Collection<Long> messageIds) {
        return memory.state().headsFloor() == 0
                ? Set.of()
                : file.read(connection -> HeadTable.missing(connection, channelId, messageIds));
    }

    /** Forgets what became of messages: the database has lost them, and they are to come anew. */
    public void forget(long channelId, Collection<Long> messageIds) {
        file.write(connection -> {
            HeadTable.forget(connection, channelId, messageIds);
            return null;
        });
    }

    /** Remembers what the database knows of messages. */
    public void remember(Collection<KnownMessage> messages) {
        file.write(connection -> {
            HeadTable.put(connection, messages);
            headLimit.added(messages.size());
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
        opened = memory.change((connection, now) -> {
            long newest = Math.max(highest, now.lastPosition());
            JournalState renewed = now.renewed(UUID.randomUUID(), newest == 0 ? 0 : newest + 1);
            renewed.write(connection);
            Rows.change(connection, "UPDATE channels SET head = ?", renewed.startPosition());
            Targets.restart(connection, restarted);
            JournalState again = Renewal.appendAgain(connection, opened, renewed, clock);
            headLimit.added(again.lastSequence() - renewed.lastSequence());
            return new Changed<>(again, again, ChannelTable.heads(connection));
        });
    }

    /** Notes a channel of the database: what it has at or below the journal's start was not written by this journal. */
    public void adopt(long channelId) {
        memory.change((connection, now) -> {
            boolean isNew = !memory.channels().heads().containsKey(channelId);
            Map<Long, Long> head = isNew ? Map.of(channelId, now.startPosition()) : Map.of();
            ChannelTable.putHeads(connection, head);
            return new Changed<>(isNew, now, head);
        });
    }

    /** Notes that messages whose latest event lies at or below may be unknown to the journal. */
    public void forgotten(long position) {
        memory.changeState(now -> now.forgotten(position));
    }

    /** Opens the journal for appending: the targets were asked, and what they know is remembered. */
    public void ready() {
        memory.changeState(JournalState::opened);
    }

    /**
     * Forgets entries that every target has had for a day, or under pressure has at all, and the oldest messages. A
     * target with a share is waited for only with so much.
     *
     * @return the number of entries that were removed
     */
    public int prune() {
        return prune.run();
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
