package telegramgateway.mtproto.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.Message;
import telegramgateway.message.database.ChannelTitle;
import telegramgateway.mtproto.export.ExportException;
import telegramgateway.mtproto.export.ExportListener;
import telegramgateway.mtproto.export.ExportOptions;
import telegramgateway.mtproto.export.ExportReader;
import telegramgateway.mtproto.export.ExportedChat;
import telegramgateway.mtproto.export.Rejection;
import telegramgateway.mtproto.intake.Intake;

/** One job: reads its file from the beginning, skips what an earlier run has finished, and hands the rest to intake. */
final class ImportRun implements Runnable, ExportListener {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRun.class);
    private static final int BATCH_MAX = 200;

    /** How often the state is kept, so that a restart need not begin anew. */
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);

    /** A cancelled job waits so long for the decisions of what it has handed over. */
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(2);

    private final ImportFiles files;
    private final Intake intake;
    private final InstantSource clock;
    private final ImportRequest request;
    private final ImportCounts counts;
    private final Pace pace;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Message> batch = new ArrayList<>();
    private final ExportGaps gaps = new ExportGaps();
    private final Map<Long, ExportedChat> unnamedChats = new HashMap<>();
    private volatile ImportStatus status;
    private volatile @Nullable ExportReader reader;
    private volatile @Nullable Thread thread;
    private long toSkip;
    private Instant checkpointAt;
    private boolean checkpointsFail;
    private boolean endKept;

    /** Ends the reading; the one who stopped it knows why. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    ImportRun(ImportStatus status, ImportFiles files, Intake intake, InstantSource clock) {
        this.status = status;
        this.files = files;
        this.intake = intake;
        this.clock = clock;
        this.request = status.request();
        this.counts = new ImportCounts(status);
        this.pace = new Pace(request.speed(), clock);
        this.toSkip = status.received();
        this.checkpointAt = clock.instant();
    }

    /** A thread of its own: parsing rarely blocks, and a virtual thread would keep a processor from all others. */
    void start() {
        thread = Thread.ofPlatform().name("import " + status.id()).start(this);
    }

    /** The job as it is now. */
    ImportStatus status() {
        ExportReader current = reader;
        return status.isRunning()
                ? counts.status(status, current == null ? status.bytesRead() : current.bytesRead())
                : status;
    }

    /** Ends the job for good, unless it has ended by itself. */
    void cancel() {
        stop();
        if (status.isRunning()) {
            finish(ImportStatus.CANCELLED, undecided());
        }
    }

    /** Why the counts of a cancelled job do not add up; null when they do. */
    private @Nullable String undecided() {
        try {
            long undecided = counts.awaitDecided(CANCEL_PATIENCE);
            return undecided == 0
                    ? null
                    : "Nothing is accepted at present: " + undecided
                            + " messages that were handed over are decided later and not counted here";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "Nobody waited for the decisions of what was handed over";
        }
    }

    /** Ends this run; the job goes on when the gateway is started again. */
    void stop() {
        stopped.countDown();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void run() {
        try {
            read();
            finish(ImportStatus.DONE, null);
        } catch (ExportException e) {
            endUnlessStopped(String.valueOf(e.getMessage()), e);
        } catch (IOException | InterruptedException | RuntimeException e) {
            endUnlessStopped("The import failed: " + e, e);
        }
    }

    private void read() throws IOException, ExportException, InterruptedException {
        try (InputStream file = files.readExport(status.id())) {
            ExportOptions options =
                    new ExportOptions(request.zone(), request.mode().source(), clock);
            ExportReader opened = new ExportReader(file, options);
            reader = opened;
            try {
                opened.read(this);
                if (stopped.getCount() == 0) {
                    throw new StoppedException();
                }
                if (request.saysWhatIsLeftOut()) {
                    gaps.note(intake);
                }
            } finally {
                if (stopped.getCount() > 0) {
                    flush();
                    counts.awaitDecided();
                }
            }
        }
    }

    /** An interrupt breaks whatever was being done: what failed after it does not matter. */
    private void endUnlessStopped(String error, Exception cause) {
        if (stopped.getCount() > 0) {
            LOG.warn("The import {} failed", status.id(), cause);
            finish(ImportStatus.FAILED, error);
        }
    }

    private void finish(String state, @Nullable String error) {
        ImportStatus ended = status().ended(state, error, clock.instant());
        status = ended;
        keepEnd();
        LOG.info(
                "The import {} is {}: {} received, {} accepted, {} unchanged, {} stale, rejected {}",
                ended.id(),
                state,
                ended.received(),
                ended.accepted(),
                ended.unchanged(),
                ended.stale(),
                ended.rejected());
    }

    /** Writes the end of the job, unless that is done; false when it cannot be written now. */
    synchronized boolean keepEnd() {
        if (!endKept) {
            try {
                files.write(status);
                files.dropExport(status.id());
                endKept = true;
            } catch (UncheckedIOException e) {
                LOG.error("The end of import {} is not on disk: a restart reads the file once more", status.id(), e);
            }
        }
        return endKept;
    }

    @Override
    public void chat(ExportedChat chat) {
        counts.chat(chat);
        unnamedChats.put(chat.channelId(), chat);
    }

    @Override
    public void message(Message message) {
        // Also of what is skipped: the next gap may begin there.
        gaps.entry(message.channelId(), message.messageId(), message.sentAt());
        if (skipped()) {
            return;
        }
        if (request.dryRun()) {
            counts.read(message.channelId());
            return;
        }
        try {
            name(message.channelId());
            if (request.speed() != ImportRequest.MAX_SPEED) {
                await(message);
            }
            batch.add(message);
            if (batch.size() == BATCH_MAX || request.speed() != ImportRequest.MAX_SPEED) {
                flush();
            }
            checkpoint();
        } catch (InterruptedException _) {
            throw new StoppedException();
        }
    }

    @Override
    public void rejected(Rejection rejection) {
        gaps.entry(rejection.channelId(), rejection.messageId(), null);
        if (!skipped()) {
            String reason = rejection.reason().jsonName();
            if (request.dryRun()) {
                counts.rejected(reason);
            } else {
                reject(rejection, reason);
            }
        }
    }

    private void reject(Rejection rejection, String reason) {
        try {
            intake.reject(rejection.channelId(), rejection.messageId(), reason, counts::takenRefusal, counts::decided);
        } catch (InterruptedException _) {
            throw new StoppedException();
        }
    }

    private boolean skipped() {
        if (stopped.getCount() == 0) {
            throw new StoppedException();
        }
        if (toSkip > 0) {
            toSkip--;
            return true;
        }
        return false;
    }

    /** Only once a chat has a message: what is refused as a whole shall leave no trace. */
    private void name(long channelId) throws InterruptedException {
        ExportedChat chat = unnamedChats.remove(channelId);
        if (chat != null && chat.title() != null) {
            intake.name(new ChannelTitle(channelId, chat.title(), null, chat.type()));
        }
    }

    private void await(Message message) throws InterruptedException {
        Instant sentAt = message.sentAt();
        if (sentAt != null && !pace.await(sentAt, stopped)) {
            throw new StoppedException();
        }
    }

    private void flush() throws InterruptedException {
        if (!batch.isEmpty()) {
            List<Message> messages = List.copyOf(batch);
            batch.clear();
            intake.submitHistory(messages, message -> counts.taken(message.channelId()), counts::decided);
        }
    }

    /** Keeps the counts at a point where all that was read is decided. */
    private void checkpoint() throws InterruptedException {
        Instant now = clock.instant();
        if (!now.isBefore(checkpointAt.plus(CHECKPOINT_EVERY))) {
            flush();
            counts.awaitDecided();
            keep(status());
            checkpointAt = now;
        }
    }

    /** Without it a restart reads more once more, that is all: a full disk ends no job. */
    private void keep(ImportStatus now) {
        try {
            files.write(now);
            checkpointsFail = false;
        } catch (UncheckedIOException e) {
            if (!checkpointsFail && stopped.getCount() > 0) {
                LOG.warn("The state of import {} cannot be kept at present, it goes on: {}", now.id(), e.toString());
            }
            checkpointsFail = true;
        }
    }
}
