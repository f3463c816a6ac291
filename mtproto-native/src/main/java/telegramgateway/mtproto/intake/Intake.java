package telegramgateway.mtproto.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.Message;
import telegramgateway.message.MessageKind;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.database.ChannelTitle;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.mtproto.journal.Append;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalException;
import telegramgateway.mtproto.retry.Backoff;

/**
 * Takes observations of messages from every source, judges them against what is known, and appends those that are news
 * to the journal, in the order in which they were submitted. One thread decides and writes; it commits whatever waits
 * as a group. Safe for use by many threads.
 *
 * <p>Submitting blocks while the queue is full. The queue stands still while the journal is full, not ready, or cannot
 * be written: nothing is dropped, the source waits.
 */
public final class Intake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** Observations that one commit decides, at most. */
    private static final int GROUP_MAX = 500;

    /** Weight of all observations that wait: short messages count 1. */
    private static final int WAITING_WEIGHT_MAX = 4_096;

    private static final Duration RECHECK = Duration.ofMillis(50);
    private static final Duration RETRY_FIRST = Duration.ofMillis(100);
    private static final Duration RETRY_CAP = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** The reason for which observations are refused whose channel another gateway owns. */
    private static final String FENCED = "fenced";

    private final Journal journal;
    private final IntakeBooks books;
    private final Patience patience;
    private final HistoryLookup history;
    private final Backoff retry;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(WAITING_WEIGHT_MAX, true);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer;
    private volatile @Nullable String problem;

    public Intake(Journal journal, DatabaseMemory database, IntakeBooks books, RandomGenerator random) {
        this.journal = journal;
        this.books = books;
        this.patience = new Patience(random, closing);
        this.history = new HistoryLookup(journal, database, patience);
        this.retry = new Backoff(RETRY_FIRST, RETRY_CAP, random);
        this.writer = Thread.ofPlatform()
                .name("intake")
                .uncaughtExceptionHandler((_, e) ->
                        LOG.error("The writing thread has died: nothing is accepted until the gateway is restarted", e))
                .start(this::run);
    }

    /**
     * Hands over a live observation.
     *
     * @param whenDecided called once, by the writing thread: it must be quick and must not submit
     * @throws IntakeClosedException when the gateway is stopping
     */
    public void submit(Message message, Consumer<Outcome> whenDecided) throws InterruptedException {
        enqueue(Waiting.Observation.of(message, null, books.nanos(), whenDecided), () -> {});
    }

    /**
     * Hands over observations that may be older than what is known: from Telegram's history or from a file. Asks the
     * database for those that the journal no longer remembers, and waits while the database is away.
     *
     * @param whenTaken called for each before it is decided. Those for which it was not called when this throws were
     *     not received, and nobody decides them.
     * @param whenDecided called once for each, by the writing thread: it must be quick and must not submit
     * @throws IntakeClosedException when the gateway is stopping
     */
    public void submitHistory(List<Message> messages, Consumer<Message> whenTaken, Consumer<Outcome> whenDecided)
            throws InterruptedException {
        Map<Long, Map<Long, KnownMessage>> known = history.known(messages);
        for (Message message : messages) {
            Map<Long, KnownMessage> ofChannel = known.getOrDefault(message.channelId(), Map.of());
            enqueue(
                    Waiting.Observation.of(message, ofChannel.get(message.messageId()), books.nanos(), whenDecided),
                    () -> whenTaken.accept(message));
        }
    }

    /**
     * Hands over that under an id there is something that its source could not or must not make into a message. The id
     * counts as refused from then on; of a chat whose ids are not dense it is only counted.
     *
     * @param messageId 0 when there is none, or when nothing follows for it: then it is only counted
     * @param reason at most {@link CoverageInterval#REASON_MAX} characters
     * @throws IntakeClosedException when the gateway is stopping
     */
    public void reject(long channelId, long messageId, String reason) throws InterruptedException {
        reject(channelId, messageId, reason, () -> {}, _ -> {});
    }

    /**
     * The same, and says when it is decided.
     *
     * @param whenTaken called before that; when this throws without it, nothing was received
     * @param whenDecided called once: it must be quick and must not submit
     */
    public void reject(long channelId, long messageId, String reason, Runnable whenTaken, Consumer<Outcome> whenDecided)
            throws InterruptedException {
        if (messageId > 0 && CoverageInterval.applies(channelId)) {
            enqueue(Waiting.Refusal.of(channelId, messageId, reason, books.nanos(), whenDecided), whenTaken);
        } else {
            books.received(channelId);
            whenTaken.run();
            books.rejected(reason);
            whenDecided.accept(new Outcome.Rejected(reason));
        }
    }

    /** Notes facts about message ids, on disk when this returns. Waits while the journal has no room for them. */
    public void note(List<CoverageInterval> facts) throws InterruptedException {
        patience.ask("A source waits: what it knows of message ids cannot be kept", () -> {
            journal.facts().note(facts);
            return facts;
        });
    }

    /** Remembers what a channel is called. Waits while the journal cannot be written. */
    public void name(ChannelTitle title) throws InterruptedException {
        patience.ask("A source waits: the title of a channel cannot be kept", () -> {
            journal.name(title);
            return title;
        });
    }

    /** Whether anything is accepted at present. */
    public IntakeState state() {
        if (!writer.isAlive()) {
            return IntakeState.STOPPED;
        }
        if (problem != null) {
            return IntakeState.JOURNAL_FAILS;
        }
        if (!journal.state().ready()) {
            return IntakeState.WAITING_FOR_TARGETS;
        }
        return journal.isFull() ? IntakeState.JOURNAL_FULL : IntakeState.ACCEPTING;
    }

    /** Why the journal cannot be written; null while it can. */
    public @Nullable String problem() {
        return problem;
    }

    private void enqueue(Waiting waiting, Runnable whenTaken) throws InterruptedException {
        room.acquire(waiting.weight());
        if (closing.getCount() == 0) {
            room.release(waiting.weight());
            throw new IntakeClosedException();
        }
        // Only now: what an interrupt kept out is still its source's.
        books.received(waiting.channelId());
        whenTaken.run();
        queue.add(waiting);
    }

    private void run() {
        List<Waiting> group = new ArrayList<>(GROUP_MAX);
        try {
            while (closing.getCount() > 0 || !queue.isEmpty()) {
                Waiting first = queue.poll(RECHECK.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group, GROUP_MAX - 1);
                    if (!decide(group)) {
                        return;
                    }
                    group.clear();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the gateway is closed before the group could be written: its source will hand it over again. */
    private boolean decide(List<Waiting> group) throws InterruptedException {
        while (true) {
            List<Outcome> outcomes = write(group);
            if (outcomes != null) {
                recovered();
                tell(group, outcomes);
                return true;
            }
            Duration pause = problem == null ? RECHECK : retry.next();
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
    }

    /** What became of the group; null when it cannot be written now. */
    private @Nullable List<Outcome> write(List<Waiting> group) {
        if (!journal.state().ready() || journal.isFull()) {
            return null;
        }
        try {
            return journal.append(append -> judge(append, group));
        } catch (JournalException.NotReady _) {
            // It began anew since it was asked.
            return null;
        } catch (RuntimeException e) {
            // Whatever it is: the thread must outlive it, and nothing may be dropped.
            failed(e);
            return null;
        }
    }

    private List<Outcome> judge(Append append, List<Waiting> group) {
        List<Outcome> outcomes = new ArrayList<>(group.size());
        for (Waiting waiting : group) {
            if (journal.ownership().isFenced(waiting.channelId())) {
                outcomes.add(new Outcome.Rejected(FENCED));
            } else {
                outcomes.add(
                        switch (waiting) {
                            case Waiting.Observation observation -> judge(append, observation);
                            case Waiting.Refusal refusal -> note(append, refusal);
                        });
            }
        }
        return outcomes;
    }

    private static Outcome judge(Append append, Waiting.Observation observation) {
        Message message = observation.message();
        KnownMessage remembered = append.known(message.channelId(), message.messageId());
        KnownMessage known = remembered != null ? remembered : observation.fromDatabase();
        Verdict verdict = Verdict.of(message, observation.contentHash(), known);
        MessageKind kind = verdict.kind();
        return kind == null
                ? new Outcome.Rejected(verdict.reason())
                : new Outcome.Accepted(append.append(message, kind, observation.contentHash(), known));
    }

    /** Without room for the fact the id stays unknown: it is asked for again and refused then. */
    private static Outcome note(Append append, Waiting.Refusal refusal) {
        append.note(refusal.fact());
        return new Outcome.Rejected(refusal.reason());
    }

    private void tell(List<Waiting> group, List<Outcome> outcomes) {
        long now = books.nanos();
        for (int i = 0; i < group.size(); i++) {
            Waiting waiting = group.get(i);
            room.release(waiting.weight());
            switch (outcomes.get(i)) {
                case Outcome.Accepted _ -> books.accepted(Duration.ofNanos(now - waiting.receivedNanos()));
                case Outcome.Rejected rejected -> books.rejected(rejected.reason());
            }
            try {
                waiting.whenDecided().accept(outcomes.get(i));
            } catch (RuntimeException e) {
                LOG.error("A source failed to take the outcome of its observation", e);
            }
        }
    }

    private void failed(RuntimeException e) {
        if (problem == null) {
            LOG.error("Nothing is accepted until the journal can be written again", e);
        }
        problem = e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private void recovered() {
        if (problem != null) {
            LOG.info("The journal can be written again");
            problem = null;
            retry.reset();
        }
    }

    /** Decides what was submitted, if the journal can be written, and stops. What is left was never accepted. */
    @Override
    public void close() {
        closing.countDown();
        try {
            writer.join(CLOSE_TIMEOUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        room.release(WAITING_WEIGHT_MAX);
    }
}
