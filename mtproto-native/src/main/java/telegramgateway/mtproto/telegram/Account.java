package telegramgateway.mtproto.telegram;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
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

    /** So often a channel's history is tried; the next opening tries again. */
    private static final int TRIES_MAX = 5;

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
    private final BlockingQueue<Gap> gaps = new LinkedBlockingQueue<>();
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

    /** Messages of these channels may be missing above the given ones. */
    private record Gap(Map<Long, Long> newestKnown, boolean opened) {}

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
        edited = new EditedMessages(session, options.name(), options.source(), submission, stopping, clock);
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
            // The session is being given up; what was not taken is read from Telegram's history.
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
                    gaps.add(new Gap(Map.of(gap.chatId(), journal.newestMessage(gap.chatId())), false));
                }
            }
            case Observation.AuthorizationChanged news -> {
                switch (news.state()) {
                    case "WaitTdlibParameters" -> names.clear();
                    case "Ready" -> gaps.add(new Gap(newestKnown(), true));
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
            name(migrated.toChatId());
        }
    }

    private void name(long chatId) throws InterruptedException {
        if (journal.watched().contains(chatId)) {
            var title = names.of(chatId);
            if (title.isPresent()) {
                intake.name(title.get());
            }
        }
    }

    private Map<Long, Long> newestKnown() {
        Map<Long, Long> newest = new HashMap<>();
        for (long channelId : journal.watched()) {
            newest.put(channelId, journal.newestMessage(channelId));
        }
        return newest;
    }

    private void catchUp() {
        try {
            while (true) {
                Gap gap = gaps.take();
                if (gap.opened()) {
                    loadChats();
                }
                for (Map.Entry<Long, Long> channel : gap.newestKnown().entrySet()) {
                    // Of a channel without a message nobody knows where to begin.
                    if (channel.getValue() > 0 && isTaken(channel.getKey())) {
                        catchUp(channel.getKey(), channel.getValue());
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void catchUp(long channelId, long above) throws InterruptedException {
        for (int tried = 1; session.state() == SessionState.READY; tried++) {
            try {
                int found = catchUp.run(channelId, above);
                if (found > 0) {
                    LOG.info("Read {} messages of {} that came while nobody listened", found, channelId);
                }
                return;
            } catch (TdError | SessionException e) {
                if (tried == TRIES_MAX) {
                    LOG.error("The history of channel {} cannot be read: {}", channelId, e.getMessage());
                    return;
                }
                stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Makes TDLib know all chats of the account, which it then keeps up to date. A bot has no list of chats. */
    private void loadChats() throws InterruptedException {
        if (options.session().botToken() != null) {
            return;
        }
        for (int tried = 1; session.state() == SessionState.READY && tried <= TRIES_MAX; tried++) {
            try {
                while (true) {
                    session.ask(TdLibrary.request("loadChats").put("limit", CHATS_AT_ONCE), ANSWER_LIMIT);
                }
            } catch (TdError e) {
                if (e.code() == 404) {
                    sayWhatIsWatched();
                    return;
                }
                LOG.warn("The list of chats cannot be read: {}", e.getMessage());
                stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (SessionException e) {
                stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
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
