package telegramgateway.mtproto.telegram;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.mtproto.decode.Decoded;
import telegramgateway.mtproto.decode.Observation;
import telegramgateway.mtproto.decode.TdIds;
import telegramgateway.mtproto.decode.UpdateDecoder;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.repair.Ledger;
import telegramgateway.mtproto.repair.Repair;
import telegramgateway.mtproto.repair.RepairOptions;
import telegramgateway.mtproto.repair.Stored;
import telegramgateway.mtproto.session.SessionBackup;
import telegramgateway.mtproto.session.SessionCopy;
import telegramgateway.mtproto.session.SessionDirectory;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.mtproto.session.TelegramSession;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One account: its session, and what it tells of watched channels. Updates are handed over by TDLib's own thread, in
 * order; what must ask TDLib something runs on threads of its own.
 */
public final class Account implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    /** Before a session is closed, edits that wait to be asked for have so long. */
    private static final Duration EDITS_LIMIT = Duration.ofSeconds(2);

    private final AccountOptions options;
    private final OwnChannels channels;
    private final SessionDirectory directory;
    private final TelegramSession session;
    private final UpdateDecoder decoder;
    private final LiveMessages live;
    private final InstantSource clock;
    private final EditedMessages edited;
    private final Outbox outbox;
    private final Repair repair;
    private final ChatNames names = new ChatNames();
    private final ChannelChanges changes;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final OpenChats openChats;
    private final List<Thread> workers;
    /** Held while the session is closed to be opened again. */
    private final ReentrantLock closing = new ReentrantLock();

    private boolean closed;

    /** From the login until TDLib says that it is over. */
    private volatile boolean receiving;

    /** Locks the session's directory. Nothing is received before {@link #open}. */
    Account(
            TdLibrary library,
            Path sessions,
            AccountOptions options,
            Journal journal,
            Intake intake,
            Ledger ledger,
            Stored stored,
            RepairOptions repairOptions,
            Sharing sharing,
            InstantSource clock) {
        this.options = options;
        this.clock = clock;
        directory = SessionDirectory.lock(sessions, options.name());
        session = new TelegramSession(library, directory, options.session(), this::take, clock);
        decoder = new UpdateDecoder(options.name(), options.source());
        Submission submission = new Submission(intake);
        channels = new OwnChannels(journal, sharing, isBot());
        changes = new ChannelChanges(journal, intake, names);
        OwnCopies ownCopies = new OwnCopies(journal.forwards());
        live = new LiveMessages(options, channels, names, ownCopies, submission, clock);
        outbox = new Outbox(session);
        edited = new EditedMessages(
                session,
                options.name(),
                options.source(),
                channels::isTaken,
                this::isSettled,
                submission,
                ownCopies,
                stopping,
                clock);
        repair = new Repair(
                repairOptions,
                new Repair.Reader(options.name(), isBot(), this::isReady, channels::isRead, ownCopies::contains),
                session::ask,
                journal,
                intake,
                ledger,
                stored,
                journal.facts()::note,
                stopping,
                clock);
        openChats = new OpenChats(
                options.openChats(), channels::isRegistered, this::isReady, session::ask, stopping, clock);
        Pulse pulse = new Pulse(
                session::hasConnection,
                session::lastUpdateAt,
                session::ask,
                session::answers,
                options.quietMax(),
                stopping,
                clock);
        Map<String, Runnable> work = new HashMap<>(repair.workers());
        work.put("edits", edited);
        work.put("open chats", openChats);
        work.put("pulse", pulse);
        workers = work.entrySet().stream()
                .map(each -> worker(each.getKey(), each.getValue()))
                .toList();
    }

    private Thread worker(String name, Runnable work) {
        return Thread.ofVirtual().name(name + " " + options.name()).unstarted(work);
    }

    void open() {
        workers.forEach(Thread::start);
        repair.nobodyListens();
        session.open();
    }

    public AccountOptions options() {
        return options;
    }

    public TelegramSession session() {
        return session;
    }

    /** What the account posts. */
    public Outbox outbox() {
        return outbox;
    }

    /** True while the account is connected and TDLib knows its chats. */
    public boolean isSettled() {
        return session.isConnected() && repair.chatsAreLoaded();
    }

    /** What the account reads of Telegram's history. */
    public Repair repair() {
        return repair;
    }

    /** The channels in which the account takes part, as far as TDLib has said so. */
    public Set<Long> joined() {
        return names.joined();
    }

    /** Whether the account is logged in and takes part in a channel, so that Telegram tells it what is posted there. */
    boolean receives(long channelId) {
        return receiving && joined().contains(channelId);
    }

    /**
     * Closes the session, copies it, and opens it again; what comes meanwhile is read afterwards.
     *
     * @param to where the copy's own directory is made
     * @throws SessionException when the session is not logged in, or the copy cannot be made; it is open again then
     */
    public SessionBackup backUp(Path to) {
        SessionCopy copy = whileClosed(() -> SessionCopy.of(directory, to, clock.instant()));
        SessionBackup backup = copy.verified();
        LOG.info("The session {} was copied to {}", options.name(), backup.path());
        return backup;
    }

    /** Whether the session is logged in, and fewer updates than that wait to be taken: closing it takes those first. */
    boolean canBeReopened(int waitingMax) {
        return isReady() && session.waitingUpdates() < waitingMax;
    }

    /**
     * Closes the session and opens it again, which frees what TDLib holds in memory.
     *
     * @throws SessionException when the session is not logged in
     */
    void reopen() {
        whileClosed(() -> directory);
    }

    private <T> T whileClosed(Supplier<T> action) {
        edited.drain(EDITS_LIMIT);
        closing.lock();
        try {
            if (closed || !isReady()) {
                throw new SessionException(
                        "The session " + options.name() + " is "
                                + session.state().jsonName() + ", not ready.",
                        "Only a session that is logged in is closed and opened again.");
            }
            session.close();
            try {
                return action.get();
            } finally {
                session.open();
            }
        } finally {
            closing.unlock();
        }
    }

    private void take(ObjectNode update) {
        try {
            outbox.take(update);
            take(decoder.decode(update, clock.instant()), update.path("message"));
        } catch (InterruptedException _) {
            // The session is being given up; messages that were not taken are read from Telegram's history.
            Thread.currentThread().interrupt();
        }
    }

    /** @param message TDLib's, of an update that has one */
    private void take(Observation observation, JsonNode message) throws InterruptedException {
        switch (observation) {
            case Observation.Posted posted -> posted(posted.message(), message);
            case Observation.Sent sent -> posted(sent.message(), message);
            case Observation.Edited news -> {
                if (channels.isTaken(news.chatId())) {
                    edited.add(news.chatId(), news.messageId());
                }
            }
            case Observation.Deleted deleted -> live.deleted(deleted);
            case Observation.PossibleGap gap -> {
                if (channels.isTaken(gap.chatId())) {
                    repair.mayBeAboveNewest(gap.chatId());
                }
            }
            case Observation.AuthorizationChanged news -> {
                if (news.state().equals("WaitTdlibParameters")) {
                    names.clear();
                }
                receive(news.state().equals("Ready"));
            }
            case Observation.ChatFound news -> changes.found(news);
            case Observation.TitleChanged news -> changes.changed(news);
            case Observation.SupergroupChanged news -> {
                changes.changed(news);
                if (news.joined()) {
                    repair.joined(news.chatId());
                }
            }
            case Observation.Migrated news -> changes.migrated(news);
            case Observation.ConnectionChanged news -> repair.connection(news.state());
            case Observation.ContentChanged _, Observation.SessionThreatened _, Observation.Ignored _ -> {
                // Nothing of it becomes an event.
            }
        }
    }

    private void posted(Decoded decoded, JsonNode message) throws InterruptedException {
        long channelId = message.path("chat_id").asLong(0);
        long messageId = TdIds.server(message.path("id").asLong(0));
        if (messageId > 0 && channels.isRead(channelId)) {
            repair.posted(channelId, messageId);
        }
        live.posted(decoded, message);
    }

    private boolean isReady() {
        return session.state() == SessionState.READY;
    }

    /** What another account takes meanwhile must not hide what this one has not seen. */
    private void receive(boolean now) {
        if (receiving && !now) {
            repair.nobodyListens();
        }
        if (now) {
            repair.opened();
            openChats.opened();
        }
        receiving = now;
    }

    /** Tells what a channel is called, if it is watched and TDLib has said it. */
    void name(long chatId) throws InterruptedException {
        changes.name(chatId);
    }

    boolean isBot() {
        return options.session().botToken() != null;
    }

    @Override
    public void close() {
        if (isReady()) {
            edited.drain(EDITS_LIMIT);
        }
        stopping.countDown();
        outbox.close();
        workers.forEach(Thread::interrupt);
        closing.lock();
        try {
            closed = true;
            session.close();
            directory.close();
        } finally {
            closing.unlock();
        }
    }
}
