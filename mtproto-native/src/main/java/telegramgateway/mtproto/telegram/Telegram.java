package telegramgateway.mtproto.telegram;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import telegramgateway.message.MessageSource;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeState;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.repair.Ledger;
import telegramgateway.mtproto.repair.RepairOptions;
import telegramgateway.mtproto.repair.Stored;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.TelegramSession;
import telegramgateway.tdlib.NativeHeap;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;

/**
 * Telegram as a source: the accounts that receive, and the channels that are watched. Safe for use by several threads.
 */
public final class Telegram implements AutoCloseable {
    /** TDLib's own log: errors only. From 3 on it would hold what users write. */
    private static final int LOG_VERBOSITY = 1;

    private final TdLibrary library;
    private final Journal journal;
    private final Intake intake;
    private final InstantSource clock;
    private final NativeHeap memory = new NativeHeap();
    private final List<Account> accounts = new ArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread memoryWatch;
    private final AtomicLong reopenings = new AtomicLong();

    private Telegram(TdLibrary library, Journal journal, Intake intake, InstantSource clock, long memoryMaxBytes) {
        this.library = library;
        this.journal = journal;
        this.intake = intake;
        this.clock = clock;
        MemoryWatch watch = new MemoryWatch(
                memory::trim, memory::usedBytes, memoryMaxBytes, this::reopen, System::nanoTime, stopping);
        memoryWatch = Thread.ofPlatform().daemon().name("tdlib memory").unstarted(watch);
    }

    /**
     * Loads TDLib and locks the sessions' directories. Nothing is received before {@link #open}.
     *
     * @param accounts the user account first
     * @param library libtdjson
     * @param sessions directory of all sessions
     * @param ledger what is known of message ids
     * @param stored the messages that are stored
     * @param repair how the accounts read history by themselves
     * @param memoryMaxBytes of native memory; beyond it the sessions are closed and opened again
     * @throws SessionException when a session's directory cannot be used
     * @throws IllegalStateException when TDLib cannot be loaded
     */
    public static Telegram prepare(
            Path library,
            Path sessions,
            List<AccountOptions> accounts,
            Journal journal,
            Intake intake,
            Ledger ledger,
            Stored stored,
            RepairOptions repair,
            InstantSource clock,
            long memoryMaxBytes) {
        Telegram telegram =
                new Telegram(TdLibrary.open(library, LOG_VERBOSITY), journal, intake, clock, memoryMaxBytes);
        Sharing sharing = new Sharing(telegram.accounts);
        try {
            for (AccountOptions options : accounts) {
                telegram.accounts.add(new Account(
                        telegram.library, sessions, options, journal, intake, ledger, stored, repair, sharing, clock));
            }
        } catch (RuntimeException e) {
            telegram.close();
            throw e;
        }
        return telegram;
    }

    /** Opens the accounts' sessions; the login of each follows. */
    public void open() {
        accounts.forEach(Account::open);
        memoryWatch.start();
    }

    /**
     * Closes and opens the sessions one after another, each that is logged in and not behind by more updates than that.
     * While the journal takes nothing, what TDLib holds is what nobody has taken yet.
     *
     * @return whether one was
     */
    private boolean reopen(int waitingMax) {
        boolean any = false;
        for (Account account : accounts) {
            boolean now = stopping.getCount() > 0
                    && intake.state() == IntakeState.ACCEPTING
                    && account.canBeReopened(waitingMax);
            if (now) {
                account.reopen();
                reopenings.incrementAndGet();
                any = true;
            }
        }
        return any;
    }

    /** How often sessions were closed and opened again to free memory. */
    public long reopenings() {
        return reopenings.get();
    }

    /** Bytes of native memory that are allocated, nearly all by TDLib; 0 if unknown. */
    public long memoryBytes() {
        return memory.usedBytes();
    }

    private Stream<Account> users() {
        return accounts.stream().filter(account -> account.options().source() == MessageSource.USER);
    }

    public List<Account> accounts() {
        return List.copyOf(accounts);
    }

    /** The account of a name, which is its session's too. */
    public Optional<Account> account(String name) {
        return accounts.stream()
                .filter(account -> account.options().name().equals(name))
                .findFirst();
    }

    /** The session of a name. */
    public Optional<TelegramSession> session(String name) {
        return account(name).map(Account::session);
    }

    /** True while every user account is connected, or every bot where there is no other account. */
    public boolean isConnected() {
        List<Account> decisive = users().toList();
        return (decisive.isEmpty() ? accounts : decisive)
                .stream().allMatch(account -> account.session().isConnected());
    }

    /** Days since the release of TDLib. */
    public long tdlibAgeInDays() {
        return library.ageInDays(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /** TDLib's version, such as 1.8.65. */
    public String tdlibVersion() {
        return library.version().toString();
    }

    /**
     * Watches a channel from now on; joins it when it is public and the account does not take part yet.
     *
     * @param channel {@code @name}, or the id of a chat in which the account takes part
     * @throws TdError when Telegram does not know it or lets nobody in
     * @throws WatchRefusedException when nothing would be received of it
     * @throws SessionException while the account is not logged in
     */
    public Watched watch(String channel) throws InterruptedException {
        long channelId = new Registration(accounts()).of(channel);
        Optional<Account> reader =
                userAccount().filter(account -> account.joined().contains(channelId));
        Optional<CoverageInterval> backfill =
                reader.isEmpty() ? Optional.empty() : reader.get().repair().backfillOf(channelId);
        journal.watch(channelId, true);
        for (Account account : accounts) {
            account.name(channelId);
        }
        reader.ifPresent(account -> account.repair().registered(channelId, backfill));
        return new Watched(channelId, backfill);
    }

    /**
     * A channel that was registered.
     *
     * @param backfill the ids of its history that are read from now on
     */
    public record Watched(long channelId, Optional<CoverageInterval> backfill) {}

    /** Takes nothing more of a channel; the account stays in it, and what is stored stays. */
    public void unwatch(long channelId) {
        journal.watch(channelId, false);
    }

    /** The user account; empty where a bot receives alone. */
    public Optional<Account> userAccount() {
        return users().findFirst();
    }

    /** Closes the sessions, which stay logged in. */
    @Override
    public void close() {
        stopping.countDown();
        memoryWatch.interrupt();
        accounts.forEach(Account::close);
        library.close();
    }
}
