package telegramgateway.mtproto.repair;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.decode.ConnectionState;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.session.Ask;
import telegramgateway.tdlib.TdError;
import tools.jackson.databind.JsonNode;

/**
 * What one account reads of Telegram's history so that nothing is missing: it is told what happens to the account, and
 * decides what must be read. Safe for use by many threads.
 */
public final class Repair {
    /** Messages that are read from a channel's history at most, at a time. */
    public static final int HISTORY_MAX = CatchUp.MESSAGES_MAX;

    private final Journal journal;
    private final HistoryGate gate;
    private final CatchUp catchUp;
    private final MissedMessages missed;
    private final HoleReader reader;
    private final Holes holes;
    private final Comparison comparison;
    private final Sweep sweep;
    private final Backfill backfill;
    private final Stalls stalls;
    private final Unreadable unreadable = new Unreadable();
    private final boolean bot;

    /** By channel the highest id that came live, or that was known before. */
    private final Map<Long, Long> newest = new ConcurrentHashMap<>();

    private volatile boolean updating;

    /**
     * Whose history is read.
     *
     * @param name of the account
     * @param bot true for a bot, which gets neither a list of chats nor history
     * @param isReady whether it is logged in
     * @param isRead whether a channel's history is the account's to read
     * @param isOwnCopy whether a message of TDLib's is one that the gateway has forwarded
     */
    public record Reader(
            String name, boolean bot, BooleanSupplier isReady, LongPredicate isRead, Predicate<JsonNode> isOwnCopy) {}

    /** @param note keeps facts about ids; they are on disk when it returns */
    public Repair(
            RepairOptions options,
            Reader account,
            Ask telegram,
            Journal journal,
            Intake intake,
            Ledger ledger,
            Stored stored,
            Consumer<List<CoverageInterval>> note,
            CountDownLatch stopping,
            InstantSource clock) {
        this.journal = journal;
        this.bot = account.bot();
        gate = new HistoryGate(
                telegram, new FloodBudget(account.name(), options.historyPerMinute(), journal, clock), stopping);
        History history = new History(gate, telegram, account.name(), account.isOwnCopy(), clock);
        HistoryIntake historyIntake = new HistoryIntake(intake, note);
        catchUp = new CatchUp(history, historyIntake);
        reader = new HoleReader(history, historyIntake, journal, ledger);
        missed = new MissedMessages(
                telegram,
                account.isReady(),
                journal,
                catchUp,
                history::newest,
                account.isRead(),
                unreadable,
                this::look,
                bot,
                stopping);
        BooleanSupplier isSettled = () -> account.isReady().getAsBoolean() && missed.chatsAreLoaded();
        holes = new Holes(
                journal,
                ledger,
                reader,
                account.isRead(),
                isSettled,
                unreadable,
                options.coverageCheck(),
                stopping,
                clock);
        comparison = new Comparison(history, historyIntake, stored, ledger, journal, account.name(), clock);
        sweep = new Sweep(options, journal, comparison, account.isRead(), isSettled, stopping, clock);
        stalls = new Stalls(
                options.stallAfter(),
                telegram,
                history,
                historyIntake,
                journal,
                holes,
                account.isRead(),
                isSettled,
                stopping,
                clock);
        backfill = new Backfill(options.backfill(), history, note, clock);
    }

    /** What is to run, each on a thread of its own, by name. */
    public Map<String, Runnable> workers() {
        return bot ? Map.of() : Map.of("catch up", missed, "holes", holes, "sweep", sweep, "stalls", stalls);
    }

    /** What comes from now on may be missing, also below what another account takes meanwhile. */
    public void nobodyListens() {
        missed.nobodyListens();
    }

    /** The session was opened: what came while nobody listened, TDLib may or may not tell. */
    public void opened() {
        missed.opened();
        holes.lookAtAll();
        sweep.lookAtAll();
    }

    /** TDLib may have passed over messages of a channel. */
    public void mayBeAboveNewest(long channelId) {
        missed.mayBeAboveNewest(channelId);
        sweep.look(channelId);
    }

    /** The account takes part in a channel, perhaps again. */
    public void joined(long channelId) {
        missed.joined(channelId);
        look(channelId);
    }

    /** A message of a channel came live, and is handed to the intake after this. */
    public void posted(long channelId, long messageId) {
        stalls.told(channelId);
        long before = newest.computeIfAbsent(channelId, journal::newestMessage);
        if (messageId > before) {
            newest.put(channelId, messageId);
            if (before > 0 && messageId > before + 1) {
                look(channelId);
            }
        }
    }

    /** TDLib stands with Telegram as follows. */
    public void connection(ConnectionState state) {
        if (updating && state == ConnectionState.READY) {
            holes.lookAtAll();
        }
        updating = state == ConnectionState.UPDATING;
    }

    private void look(long channelId) {
        holes.look(channelId);
    }

    /**
     * What is to be read of the history of a channel that is being registered; asks Telegram.
     *
     * @throws TdError when Telegram refuses
     */
    public Optional<CoverageInterval> backfillOf(long channelId) throws InterruptedException {
        return bot ? Optional.empty() : backfill.wanted(channelId);
    }

    /** A channel was registered, and so much of its history is wanted. */
    public void registered(long channelId, Optional<CoverageInterval> wanted) {
        wanted.ifPresentOrElse(
                ids -> {
                    backfill.begin(ids);
                    holes.look(channelId, ids.lo());
                },
                () -> look(channelId));
    }

    /** Whether TDLib knows all chats of the account, as far as it will. */
    public boolean chatsAreLoaded() {
        return missed.chatsAreLoaded();
    }

    /**
     * Reads a channel's history now and hands it over as history; waits as long as Telegram wants.
     *
     * @param above a message's id; 0 for all
     * @param limit of messages, the newest, 1 to {@link #HISTORY_MAX}
     * @return empty when the channel is being read in this way already
     * @throws TdError when Telegram refuses
     */
    public Optional<HistoryRead> read(long channelId, long above, int limit) throws InterruptedException {
        return catchUp.runAlone(Purpose.REQUESTED, channelId, above, limit);
    }

    /**
     * Compares a page of a channel's history with what is stored, and hands over what differs; waits as long as
     * Telegram wants.
     *
     * @param below a message's id; 0 for the newest on
     * @param from ids below it are left alone, as are those below the first that is known
     * @throws TdError when Telegram refuses
     * @throws StoreUnavailableException when the database cannot answer now
     */
    public Compared compare(long channelId, long from, long below) throws InterruptedException {
        return comparison.page(Purpose.AUDIT, channelId, from, below, 0);
    }

    /** How long Telegram still wants no request for history. */
    public Duration floodWait() {
        return gate.quiet();
    }

    /** How often it wanted that. */
    public long floodWaits() {
        return gate.floodWaits();
    }

    /** How often history was asked for. */
    public long requests(Purpose purpose) {
        return gate.requestsFor(purpose);
    }

    /** How many unknown ids turned out to be in a state. */
    public long found(CoverageState state) {
        return reader.found(state);
    }

    /** How many stored messages were compared with Telegram's. */
    public long compared() {
        return sweep.compared();
    }

    /** How many of them were edited without a word. */
    public long editedUnseen() {
        return sweep.edited();
    }

    /** How many of them were deleted without a word. */
    public long deletedUnseen() {
        return sweep.deleted();
    }

    /** How many messages were found that nobody had. */
    public long missedUnseen() {
        return sweep.missing();
    }

    /** How many edits were found of which nothing told, so that earlier texts may be lost. */
    public long versionsLost() {
        return sweep.versionsLost();
    }

    /** How often a channel had kept a message back when it was asked for its newest. */
    public long keptBack() {
        return stalls.found();
    }

    /** How many channels keep messages back in spite of everything. */
    public int stalledChannels() {
        return stalls.stalled();
    }

    /** By how many ids the channel that is most behind was behind Telegram when it was asked last. */
    public long lag() {
        return stalls.lag();
    }

    /** How many channels Telegram does not let the account read. */
    public int unreadableChannels() {
        return unreadable.size();
    }
}
