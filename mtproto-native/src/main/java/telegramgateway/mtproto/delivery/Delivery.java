package telegramgateway.mtproto.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.mtproto.intake.IntakeBooks;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.TargetBooks;
import telegramgateway.mtproto.journal.TargetLane;
import telegramgateway.mtproto.push.Push;
import telegramgateway.mtproto.retry.Backoff;

/**
 * Everything that runs behind the journal: the start, one thread per lane of each target, and the pruning. A target
 * that fails waits and resumes; the others do not notice.
 */
public final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration RETRY_FIRST = Duration.ofMillis(100);
    private static final Duration RETRY_CAP = Duration.ofSeconds(5);
    private static final Duration START_RETRY_CAP = Duration.ofSeconds(2);
    private static final Duration PRUNE_EVERY = Duration.ofSeconds(5);
    private static final Duration PRUNE_EVERY_UNDER_PRESSURE = Duration.ofMillis(200);
    /** After the sources have stopped, what waits has so long to be delivered; it then stays for the next start. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration DRAIN_LOOK = Duration.ofMillis(20);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final Journal journal;
    private final MessageDatabase database;
    private final RandomGenerator random;
    private final List<TargetRun> targets = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    private Delivery(Journal journal, MessageDatabase database, RandomGenerator random) {
        this.journal = journal;
        this.database = database;
        this.random = random;
    }

    /**
     * Starts delivering; none of the targets need be there yet.
     *
     * @param cache null when it is switched off
     * @param bus null when it is switched off
     * @param push null when it is switched off
     * @param followUps what events lead to at Telegram
     */
    public static Delivery start(
            Journal journal,
            MessageDatabase database,
            @Nullable MessageCache cache,
            @Nullable BusOutlet bus,
            @Nullable Push push,
            List<? extends FollowUp> followUps,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry metrics) {
        Delivery delivery = new Delivery(journal, database, random);
        if (cache != null) {
            ChannelClaim claim = new ChannelClaim(
                    journal.ownership(), epochs -> database.claim(journal.gateway(), epochs), System::nanoTime);
            delivery.add(new CacheTarget(cache, journal, claim, clock), "cached", clock, metrics);
        }
        if (bus != null) {
            delivery.add(
                    new BusTarget(bus.bus(), new HistoryLimit(bus.historyMaxAge(), clock), bus.start()),
                    "published",
                    clock,
                    metrics);
        }
        if (push != null) {
            HistoryLimit history = new HistoryLimit(push.options().historyMaxAge(), clock);
            delivery.add(new PushTarget(push, journal, history), "pushed", clock, metrics);
        }
        for (FollowUp followUp : followUps) {
            HistoryLimit history = new HistoryLimit(followUp.historyMaxAge(), clock);
            delivery.add(new FollowUpTarget(followUp, history), followUp.stage(), clock, metrics);
        }
        delivery.add(new DatabaseTarget(database, journal, metrics), "stored", clock, metrics);
        journal.targets()
                .keepOnly(delivery.targets.stream()
                        .map(run -> run.target().name())
                        .toList());
        delivery.run();
        return delivery;
    }

    private void add(Target target, String stage, InstantSource clock, MeterRegistry metrics) {
        List<TargetLane> lanes = target.hasShare()
                ? List.of(journal.targets().startWithShare(target.name(), target.firstPosition()))
                : journal.targets().start(target.name(), target.lanes(), target.firstPosition());
        TargetHealth health =
                new TargetHealth(target, clock, IntakeBooks.stage(stage).register(metrics), metrics);
        targets.add(new TargetRun(target, lanes, health, new CountDownLatch(1)));
    }

    private void run() {
        Backoff startRetry = new Backoff(RETRY_FIRST, START_RETRY_CAP, random);
        start(JournalStart.NAME, new JournalStart(journal, database, targets, startRetry, stopping));
        for (TargetRun run : targets) {
            for (TargetLane lane : run.lanes()) {
                Backoff retry = new Backoff(RETRY_FIRST, RETRY_CAP, random);
                PastEvents past = new PastEvents(database, journal, lane);
                LaneRun laneRun = new LaneRun(run, lane, journal, past, retry, stopping, new Ticker(System::nanoTime));
                start(lane.toString(), laneRun);
            }
        }
        start(
                "pruning",
                new PruningRun(
                        journal::prune, journal::isUnderPressure, PRUNE_EVERY, PRUNE_EVERY_UNDER_PRESSURE, stopping));
    }

    private void start(String name, Runnable task) {
        threads.add(Thread.ofVirtual().name(name).start(task));
    }

    /** How each target does. */
    public List<TargetStatus> status() {
        return targets.stream()
                .map(run -> new TargetStatus(
                        run.target().name(),
                        run.health().problem(),
                        run.health().behind()))
                .toList();
    }

    /** Delivers what waits, if that is quick, and says what is left for the next start. */
    @Override
    public void close() {
        try {
            drain();
            stopping.countDown();
            targets.forEach(run -> run.target().stop());
            long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (TargetBooks books : journal.targets().books()) {
            LOG.info(
                    "Stopped target {}: {} pending for the next start, {} delivered, {} parked",
                    books.target(),
                    books.pending(),
                    books.delivered(),
                    books.parked());
        }
    }

    private void drain() throws InterruptedException {
        long deadline = System.nanoTime() + DRAIN_TIMEOUT.toNanos();
        while (journal.targets().books().stream().anyMatch(books -> books.pending() > 0)
                && System.nanoTime() < deadline) {
            stopping.await(DRAIN_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
