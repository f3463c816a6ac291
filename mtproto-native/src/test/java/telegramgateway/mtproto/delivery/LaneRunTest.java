package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.OTHER_CHANNEL;
import static telegramgateway.mtproto.TestMessages.post;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.delivery.TargetOnPaper.Tick;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.TargetLane;
import telegramgateway.mtproto.retry.Backoff;

class LaneRunTest {
    private static final long MAX_BYTES = 16 << 20;

    /** Events of one batch. */
    private static final int BATCH = 500;

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();
    private final AtomicLong nanos = new AtomicLong();
    private final TargetOnPaper target = new TargetOnPaper();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Journal journal;
    private TargetRun run;
    private Thread thread;

    @BeforeEach
    void open() {
        journal = Journal.open(directory, MAX_BYTES, clock);
        journal.ready();
        List<TargetLane> lanes = journal.targets().start(target.name(), target.lanes(), target.firstPosition());
        TargetHealth health = new TargetHealth(target, clock, metrics.timer("since"), metrics);
        health.worked(JournalStart.NAME);
        run = new TargetRun(target, lanes, health, new CountDownLatch(1));
        Backoff backoff = new Backoff(Duration.ofMillis(2), Duration.ofMillis(2), new SplittableRandom(1));
        Ticker ticker = new Ticker(nanos::get);
        // Never asked: this target has no share.
        PastEvents past = new PastEvents(new MessageDatabase(new PGSimpleDataSource()), journal, lanes.getFirst());
        LaneRun lane = new LaneRun(run, lanes.getFirst(), journal, past, backoff, stopping, ticker);
        thread = Thread.ofVirtual().unstarted(lane);
    }

    @AfterEach
    void close() throws InterruptedException {
        stopping.countDown();
        thread.interrupt();
        thread.join();
        journal.close();
    }

    private void append(int count) {
        journal.<Integer>append(append -> {
            for (int i = 0; i < count; i++) {
                long id = journal.state().lastSequence() + i + 1;
                var message = post(CHANNEL, id, "a");
                append.append(message, message.kind(), MessageJson.contentHash(message), null);
            }
            return count;
        });
    }

    private long position(int index) {
        return accepted().get(index);
    }

    private List<Long> accepted() {
        return journal.after(run.lanes().getFirst(), 0, Integer.MAX_VALUE, Long.MAX_VALUE).stream()
                .map(MessageEvent::position)
                .toList();
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private void start() {
        run.open();
        thread.start();
    }

    private List<Tick> ticks(int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> target.ticks.size() >= count);
        return List.copyOf(target.ticks);
    }

    @Test
    void aTargetThatLagsVouchesForNothingUntilItHasCaughtUp() {
        append(2 * BATCH + 1);
        target.onDelivery = _ -> pass(1_500);
        start();

        assertThat(ticks(3))
                .containsExactly(
                        new Tick(position(BATCH - 1), false),
                        new Tick(position(2 * BATCH - 1), false),
                        new Tick(position(2 * BATCH), true));
    }

    @Test
    void whatCameDuringALongBatchIsWaitedForAsWell() {
        append(1);
        target.onDelivery = batch -> {
            pass(1_200);
            if (batch.events().size() == 1 && target.runs.isEmpty()) {
                append(BATCH + 1);
            }
        };
        start();

        assertThat(ticks(3))
                .containsExactly(
                        new Tick(position(0), false),
                        new Tick(position(BATCH), false),
                        new Tick(position(BATCH + 1), true));
    }

    @Test
    void aTargetThatIsNeverIdleVouchesForWhatIsOlderThanASecond() {
        append(1);
        target.onDelivery = _ -> {
            pass(600);
            append(1);
        };
        start();

        List<Tick> ticks = ticks(5);
        assertThat(ticks.getFirst().caughtUp()).isFalse();
        assertThat(ticks.subList(1, 5)).allMatch(Tick::caughtUp);
    }

    @Test
    void anIdleTargetVouchesAtOnce() {
        start();

        assertThat(ticks(1)).containsExactly(new Tick(0, true));
    }

    @Test
    void aFailedBatchIsDeliveredAgainAndNothingIsVouchedForMeanwhile() {
        append(BATCH + 1);
        AtomicLong tries = new AtomicLong();
        target.onDelivery = _ -> {
            pass(600);
            if (tries.incrementAndGet() <= 3) {
                throw new StoreUnavailableException("away", new IllegalStateException());
            }
        };
        start();

        // The first tick follows a delivery: none came between the failures.
        assertThat(ticks(1)).containsExactly(new Tick(position(BATCH - 1), false));
        await().until(() -> journal.targets().cursor(run.lanes().getFirst()).delivered() == BATCH + 1);
        assertThat(target.positions()).isEqualTo(accepted());
        assertThat(run.health().problem()).isNull();
    }

    @Test
    void nothingIsDeliveredBeforeTheTargetWasAskedWhatItHolds() {
        append(1);
        thread.start();
        await().during(Duration.ofMillis(100)).until(() -> target.runs.isEmpty() && target.ticks.isEmpty());

        run.open();
        assertThat(ticks(1)).isNotEmpty();
    }

    @Test
    void whatIsFencedIsParkedAndNothingBeforeItIsSkipped() {
        append(3);
        journal.<Boolean>append(append -> {
            var message = post(OTHER_CHANNEL, 1, "a");
            append.append(message, message.kind(), MessageJson.contentHash(message), null);
            return true;
        });
        journal.ownership().fence(List.of(OTHER_CHANNEL));
        List<Long> all = accepted();
        target.takesUpTo = all.getFirst();
        target.onDelivery = run -> {
            if (run.from() >= all.getFirst()) {
                target.takesUpTo = Long.MAX_VALUE;
            }
        };
        start();
        TargetLane lane = run.lanes().getFirst();
        await().until(() -> journal.targets().cursor(lane).position() >= all.get(2));

        assertThat(target.positions()).containsExactlyElementsOf(all.subList(0, 3));
        assertThat(journal.targets().books().getFirst().parked()).isEqualTo(1);
        assertThat(journal.targets().books().getFirst().balanced()).isTrue();
    }
}
