package telegramgateway.mtproto.telegram;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.Message;
import telegramgateway.mtproto.decode.Decoded;
import telegramgateway.mtproto.decode.Observation;
import telegramgateway.mtproto.decode.UpdateDecoder;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.session.SessionBackup;
import telegramgateway.mtproto.session.SessionCopy;
import telegramgateway.mtproto.session.SessionDirectory;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.session.SessionState;
import telegramgateway.mtproto.session.TelegramSession;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.node.ObjectNode;

/**
 * One account: its session, and what it tells of watched channels. Updates are handed over by TDLib's own thread, in
 * order; what must ask TDLib something runs on threads of its own.
 */
public final class Account implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Account.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final int HTTP_BAD_REQUEST = 400;
    private static final int HTTP_NOT_FOUND = 404;
    private static final int HTTP_TOO_MANY = 429;

    /** When the gateway stops, edits that wait to be asked for have so long. */
    private static final Duration EDITS_LIMIT = Duration.ofSeconds(2);

    private static final int CHATS_AT_ONCE = 100;

    private final AccountOptions options;
    private final Journal journal;
    private final Covered covered;
    private final SessionDirectory directory;
    private final TelegramSession session;
    private final UpdateDecoder decoder;
    private final Intake intake;
    private final Submission submission;
    private final InstantSource clock;
    private final EditedMessages edited;
    private final CatchUp catchUp;
    private final ChatNames names = new ChatNames();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Semaphore wakeUps = new Semaphore(0);

    /** Channels whose history Telegram refuses; asked again after the next opening. */
    private final Set<Long> unreadable = ConcurrentHashMap.newKeySet();

    private volatile boolean chatsAreLoaded;
    private final Thread editor;
    private final Thread catcher;
    /** Held while the session is closed to be opened again. */
    private final ReentrantLock closing = new ReentrantLock();

    private boolean closed;

    /** What one account leaves to another. */
    interface Covered {
        /** True when another account takes the channel's messages. */
        boolean byAnother(long channelId);
    }

    /** Locks the session's directory. Nothing is received before {@link #open}. */
    Account(
            TdLibrary library,
            Path sessions,
            AccountOptions options,
            Journal journal,
            Intake intake,
            Covered covered,
            InstantSource clock) {
        this.options = options;
        this.journal = journal;
        this.intake = intake;
        this.covered = covered;
        this.clock = clock;
        directory = SessionDirectory.lock(sessions, options.name());
        session = new TelegramSession(library, directory, options.session(), this::take, clock);
        decoder = new UpdateDecoder(options.name(), options.source());
        submission = new Submission(intake);
        edited = new EditedMessages(
                session, options.name(), options.source(), this::isTaken, submission, stopping, clock);
        catchUp = new CatchUp(session, options.name(), submission, stopping, clock);
        editor = Thread.ofVirtual().name("edits " + options.name()).unstarted(edited);
        catcher = Thread.ofVirtual().name("catch up " + options.name()).unstarted(this::catchUp);
    }

    void open() {
        editor.start();
        catcher.start();
        session.open();
    }

    public AccountOptions options() {
        return options;
    }

    public TelegramSession session() {
        return session;
    }

    /** The channels in which the account takes part, as far as TDLib has said so. */
    public Set<Long> joined() {
        return names.joined();
    }

    /**
     * Closes the session, copies it, and opens it again; what comes meanwhile is read afterwards.
     *
     * @param to where the copy's own directory is made
     * @throws SessionException when the session is not logged in, or the copy cannot be made; it is open again then
     */
    public SessionBackup backUp(Path to) {
        SessionCopy copy;
        closing.lock();
        try {
            if (closed || session.state() != SessionState.READY) {
                throw new SessionException(
                        "The session " + options.name() + " is "
                                + session.state().jsonName() + ", not ready.",
                        "Only a session that is logged in is backed up.");
            }
            session.close();
            try {
                copy = SessionCopy.of(directory, to, clock.instant());
            } finally {
                session.open();
            }
        } finally {
            closing.unlock();
        }
        SessionBackup backup = copy.verified();
        LOG.info("The session {} was copied to {}", options.name(), backup.path());
        return backup;
    }

    private void take(ObjectNode update) {
        try {
            take(decoder.decode(update, clock.instant()));
        } catch (InterruptedException _) {
            // The session is being given up; messages that were not taken are read from Telegram's history.
            Thread.currentThread().interrupt();
        }
    }

    private void take(Observation observation) throws InterruptedException {
        switch (observation) {
            case Observation.Posted posted -> take(posted.message());
            case Observation.Sent sent -> take(sent.message());
            case Observation.Edited news -> {
                if (isTaken(news.chatId())) {
                    edited.add(news.chatId(), news.messageId());
                }
            }
            case Observation.Deleted deleted -> delete(deleted);
            case Observation.PossibleGap gap -> {
                if (isTaken(gap.chatId())) {
                    mayMiss(gap.chatId());
                    wakeUps.release();
                }
            }
            case Observation.AuthorizationChanged news -> {
                switch (news.state()) {
                    case "WaitTdlibParameters" -> names.clear();
                    case "Ready" -> opened();
                    default -> {
                        // The session's business.
                    }
                }
            }
            case Observation.ChatFound news -> {
                names.found(news);
                name(news.chatId());
            }
            case Observation.TitleChanged news -> {
                names.changed(news);
                name(news.chatId());
            }
            case Observation.SupergroupChanged news -> {
                names.changed(news);
                name(news.chatId());
            }
            case Observation.Migrated migrated -> migrate(migrated);
            case Observation.ContentChanged _,
                    Observation.ConnectionChanged _,
                    Observation.SessionThreatened _,
                    Observation.Ignored _ -> {
                // Nothing of it becomes an event.
            }
        }
    }

    private void take(Decoded decoded) throws InterruptedException {
        long channelId = switch (decoded) {
            case Decoded.Accepted accepted -> accepted.message().channelId();
            case Decoded.Refused refused -> refused.channelId();
        };
        if (!journal.watched().contains(channelId)) {
            return;
        }
        if (covered.byAnother(channelId)) {
            intake.reject(channelId, "covered_by_user_account");
            return;
        }
        submission.live(decoded);
    }

    private boolean isTaken(long channelId) {
        return journal.watched().contains(channelId) && !covered.byAnother(channelId);
    }

    private void delete(Observation.Deleted deleted) throws InterruptedException {
        if (isTaken(deleted.chatId()) && !names.joined().contains(deleted.chatId())) {
            // To TDLib they are as good as deleted. To everybody else they are there.
            LOG.warn(
                    "The account takes no part in channel {} any more: {} messages that TDLib drops are kept",
                    deleted.chatId(),
                    deleted.messageIds().size());
        } else if (isTaken(deleted.chatId())) {
            for (long messageId : deleted.messageIds()) {
                submission.live(Message.deletion(
                        deleted.chatId(),
                        messageId,
                        clock.instant(),
                        clock.instant(),
                        options.source(),
                        options.name()));
            }
        }
    }

    private void migrate(Observation.Migrated migrated) throws InterruptedException {
        if (journal.watched().contains(migrated.fromChatId())
                && !journal.watched().contains(migrated.toChatId())) {
            LOG.info(
                    "The group {} has become {}, which is watched in its place",
                    migrated.fromChatId(),
                    migrated.toChatId());
            journal.watch(migrated.toChatId(), true);
            journal.watch(migrated.fromChatId(), false);
            name(migrated.toChatId());
        }
    }

    /** Tells what a channel is called, if it is watched and TDLib has said it. */
    void name(long chatId) throws InterruptedException {
        if (journal.watched().contains(chatId)) {
            var title = names.of(chatId);
            if (title.isPresent()) {
                intake.name(title.get());
            }
        }
    }

    /** On every opening: what came while nobody listened, TDLib may or may not tell. */
    private void opened() {
        for (long channelId : journal.watched()) {
            mayMiss(channelId);
        }
        chatsAreLoaded = false;
        wakeUps.release();
    }

    /** Of a channel without a message nobody knows where to begin. */
    private void mayMiss(long channelId) {
        long newest = journal.newestMessage(channelId);
        if (newest > 0) {
            journal.unreadAbove(channelId, newest);
        }
    }

    private void catchUp() {
        try {
            while (stopping.getCount() > 0) {
                wakeUps.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS);
                wakeUps.drainPermits();
                if (session.state() == SessionState.READY && !isBot()) {
                    readWhatMayBeMissing();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void readWhatMayBeMissing() throws InterruptedException {
        try {
            if (!chatsAreLoaded) {
                loadChats();
            }
            for (Map.Entry<Long, Long> channel : Map.copyOf(journal.unread()).entrySet()) {
                if (isTaken(channel.getKey()) && !unreadable.contains(channel.getKey())) {
                    read(channel.getKey(), channel.getValue());
                }
            }
        } catch (TdError | SessionException e) {
            LOG.debug("What may be missing is read later", e);
        } catch (RuntimeException e) {
            LOG.error("What may be missing is read later", e);
        }
    }

    private void read(long channelId, long above) throws InterruptedException {
        try {
            int found = catchUp.run(channelId, above);
            if (stopping.getCount() == 0) {
                return;
            }
            journal.read(channelId, above);
            if (found > 0) {
                LOG.info("Read {} messages of {} that came while nobody listened", found, channelId);
            }
        } catch (TdError e) {
            if (e.code() < HTTP_BAD_REQUEST || e.code() >= HTTP_TOO_MANY) {
                throw e;
            }
            // The account takes no part any more. The next opening tries again.
            unreadable.add(channelId);
            LOG.error("The history of channel {} cannot be read: {}", channelId, e.getMessage());
        }
    }

    private boolean isBot() {
        return options.session().botToken() != null;
    }

    /** Makes TDLib know all chats of the account, which it then keeps up to date. */
    private void loadChats() {
        unreadable.clear();
        try {
            while (true) {
                session.ask(TdLibrary.request("loadChats").put("limit", CHATS_AT_ONCE), ANSWER_LIMIT);
            }
        } catch (TdError e) {
            if (e.code() != HTTP_NOT_FOUND) {
                throw e;
            }
            // There are no more.
            chatsAreLoaded = true;
            sayWhatIsWatched();
        }
    }

    private void sayWhatIsWatched() {
        if (journal.watched().isEmpty()) {
            LOG.warn("No channel is registered, so nothing is received. Register one with: bin/channels add @NAME");
        } else {
            LOG.info("{} channels are watched", journal.watched().size());
        }
    }

    @Override
    public void close() {
        if (session.state() == SessionState.READY) {
            edited.drain(EDITS_LIMIT);
        }
        stopping.countDown();
        editor.interrupt();
        catcher.interrupt();
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
