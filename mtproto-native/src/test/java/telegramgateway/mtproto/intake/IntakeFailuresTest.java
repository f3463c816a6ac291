package telegramgateway.mtproto.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.post;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.journal.Journal;

/** What goes wrong below or beside the writing thread is survived, or at least seen. */
class IntakeFailuresTest {
    private static final int MESSAGES = 20;

    @TempDir
    private Path directory;

    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private volatile @Nullable RuntimeException failure;
    private Journal journal;
    private Intake intake;

    @BeforeEach
    void open() {
        journal = Journal.open(directory, Long.MAX_VALUE, () -> {
            if (failure != null) {
                throw failure;
            }
            return TestClock.START;
        });
        journal.ready();
        intake = new Intake(
                journal, (_, _) -> List.of(), new IntakeBooks(new SimpleMeterRegistry()), new SplittableRandom(1));
    }

    @AfterEach
    void close() {
        intake.close();
        journal.close();
    }

    @Test
    void aJournalThatBeginsAnewWhileItIsWrittenHoldsUpNobodyForGood() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger beginnings = new AtomicInteger();
        Thread start = Thread.ofPlatform().start(() -> {
            while (done.getCount() > 0) {
                journal.renew(0, "database");
                journal.ready();
                beginnings.incrementAndGet();
            }
        });
        for (long id = 1; id <= MESSAGES; id++) {
            intake.submit(post(CHANNEL, id, "a"), outcomes::add);
            assertThat(outcomes.poll(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Accepted.class);
        }
        done.countDown();
        start.join();

        assertThat(beginnings.get()).isPositive();
        await().until(() -> intake.state() == IntakeState.ACCEPTING);
    }

    @Test
    void anUnexpectedFailureIsToldAndRetried() throws InterruptedException {
        failure = new IllegalStateException("the clock is broken");
        intake.submit(post(CHANNEL, 1, "a"), outcomes::add);

        await().until(() -> intake.state() == IntakeState.JOURNAL_FAILS);
        assertThat(intake.problem()).isEqualTo("the clock is broken");

        failure = null;
        assertThat(outcomes.poll(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Accepted.class);
        await().until(() -> intake.state() == IntakeState.ACCEPTING);
    }

    @Test
    void aDeadWriterIsSeen() throws InterruptedException {
        intake.submit(post(CHANNEL, 1, "a"), _ -> {
            throw new StackOverflowError("far too deep");
        });

        await().until(() -> intake.state() == IntakeState.STOPPED);
    }
}
