package telegramgateway.mtproto.repair;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.Message;
import telegramgateway.message.MessageSource;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.TestMessages;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeBooks;
import telegramgateway.mtproto.journal.Journal;

/** A journal that is ready, a registered channel at a scripted Telegram, and what repairs it. */
abstract class RepairScene {
    static final long CHANNEL = ScriptedChannel.ID;

    @TempDir
    private Path directory;

    final TestClock clock = new TestClock();
    final ScriptedChannel telegram = new ScriptedChannel();
    final CountDownLatch stopping = new CountDownLatch(1);
    final AtomicBoolean ready = new AtomicBoolean(true);
    private final List<Thread> threads = new ArrayList<>();
    Journal journal;
    Intake intake;
    TestLedger ledger;
    HistoryGate gate;
    History history;
    HistoryIntake historyIntake;
    Unreadable unreadable;
    HoleReader reader;
    Holes holes;

    @BeforeEach
    void begin() {
        journal = Journal.open(directory, 1 << 24, clock);
        journal.ready();
        journal.watch(CHANNEL, true);
        intake = new Intake(
                journal, (_, _) -> List.of(), new IntakeBooks(new SimpleMeterRegistry()), new SplittableRandom(1));
        ledger = new TestLedger(journal);
        gate = new HistoryGate(telegram, new FloodBudget("user", 60_000, journal, clock), stopping);
        history = new History(gate, telegram, "user", _ -> false, clock);
        historyIntake = new HistoryIntake(intake, ledger::note);
        unreadable = new Unreadable();
        reader = new HoleReader(history, historyIntake, journal, ledger);
        holes = new Holes(
                journal, ledger, reader, _ -> true, ready::get, unreadable, Duration.ofMinutes(5), stopping, clock);
        // As fast as real time, so that what is paced goes on.
        run(this::tick);
    }

    private void tick() {
        try {
            while (!stopping.await(10, TimeUnit.MILLISECONDS)) {
                clock.move(Duration.ofMillis(200));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        stopping.countDown();
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        intake.close();
        journal.close();
    }

    void run(Runnable work) {
        threads.add(Thread.ofVirtual().start(work));
    }

    /** Takes messages as if they had come live. */
    void stored(long... messageIds) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        for (long id : messageIds) {
            messages.add(TestMessages.post(CHANNEL, id, "message " + id, MessageSource.USER));
        }
        historyIntake.submit(messages);
    }
}
