package telegramgateway.mtproto.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.MessageSource;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.TestMessages;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeBooks;
import telegramgateway.mtproto.intake.IntakeClosedException;
import telegramgateway.mtproto.journal.Journal;

class HistoryIntakeTest {
    private static final long CHANNEL = -1_001_000_000_001L;

    @TempDir
    private Path directory;

    /** What is taken for read before it is on disk would be forgotten by a crash in between. */
    @Test
    void historyIsHandedOverOnlyOnceItIsDecided() throws InterruptedException {
        try (Journal journal = Journal.open(directory, 1 << 22, new TestClock());
                Intake intake = new Intake(
                        journal,
                        (_, _) -> List.of(),
                        new IntakeBooks(new SimpleMeterRegistry()),
                        new SplittableRandom(1))) {
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    new HistoryIntake(intake, _ -> {})
                            .submit(List.of(TestMessages.post(CHANNEL, 7, "missed", MessageSource.BACKFILL)));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            await().until(() -> reader.getState() == Thread.State.TIMED_WAITING || !reader.isAlive());
            assertThat(reader.isAlive()).as("while the journal takes nothing").isTrue();
            assertThat(journal.newestMessage(CHANNEL)).isZero();

            journal.ready();
            reader.join();
            assertThat(journal.newestMessage(CHANNEL)).isEqualTo(7);
        }
    }

    @Test
    void whoWaitsIsToldThatTheGatewayStops() throws InterruptedException {
        try (Journal journal = Journal.open(directory, 1 << 22, new TestClock())) {
            Intake intake = new Intake(
                    journal, (_, _) -> List.of(), new IntakeBooks(new SimpleMeterRegistry()), new SplittableRandom(1));
            CountDownLatch told = new CountDownLatch(1);
            Thread reader = Thread.ofPlatform()
                    .start(() -> assertThatThrownBy(() -> new HistoryIntake(intake, _ -> {})
                                    .submit(List.of(TestMessages.post(CHANNEL, 7, "missed", MessageSource.BACKFILL))))
                            .isInstanceOf(IntakeClosedException.class)
                            .satisfies(_ -> told.countDown()));
            await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
            intake.close();
            reader.join();

            assertThat(told.getCount()).isZero();
        }
    }
}
