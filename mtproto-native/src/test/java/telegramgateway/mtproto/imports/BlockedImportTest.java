package telegramgateway.mtproto.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeBooks;
import telegramgateway.mtproto.journal.Journal;

/** Imports while nothing is accepted, or while the disk takes nothing. */
class BlockedImportTest {
    private static final Path SAMPLE = Path.of("../demo/src/main/resources/sample-export.json");
    private static final long MESSAGES = 1_432;
    private static final ImportRequest AT_ONCE = ImportRequest.parse("test", "import", "max", "UTC", "false");

    @TempDir
    private Path directory;

    private final IntakeBooks books = new IntakeBooks(new SimpleMeterRegistry());
    private final AtomicLong looks = new AtomicLong();

    /** Every look takes two seconds: each message is followed by a checkpoint. */
    private final InstantSource clock = () -> TestClock.START.plusSeconds(2 * looks.incrementAndGet());

    private Journal journal;
    private Intake intake;
    private Imports imports;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(directory.resolve("imports"));
        journal = Journal.open(directory.resolve("journal"), 64 << 20, new TestClock());
        intake = new Intake(journal, (_, _) -> List.of(), books, new SplittableRandom(1));
        imports = new Imports(directory.resolve("imports"), intake, clock, 16 << 20);
    }

    @AfterEach
    void close() {
        imports.close();
        intake.close();
        journal.close();
    }

    private void assertThatTheBooksBalance() {
        assertThat(books.received()).isEqualTo(books.accepted() + rejected() + books.waiting());
    }

    private long rejected() {
        return books.rejected().values().stream().mapToLong(n -> n).sum();
    }

    private ImportStatus ended(String id) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> imports.find(id).orElseThrow(), status -> !status.isRunning());
    }

    /** An export whose texts are so long that the queue takes a few of them only. */
    private static byte[] longTexts(int messages) {
        StringBuilder export =
                new StringBuilder("{\"name\":\"News\",\"type\":\"public_channel\",\"id\":7,\"messages\":[");
        for (int id = 1; id <= messages; id++) {
            export.append(id == 1 ? "" : ",")
                    .append("{\"id\":")
                    .append(id)
                    .append(
                            ",\"type\":\"message\",\"date\":\"2024-01-01T00:00:00\",\"date_unixtime\":\"1704067200\",\"text\":\"")
                    .append("a".repeat(200_000))
                    .append("\"}");
        }
        return export.append("]}").toString().getBytes(UTF_8);
    }

    @Test
    void whatACancelledJobCouldNotHandOverIsOnNobodysBooks() throws IOException {
        imports = reopened(InstantSource.system());
        String id =
                imports.start(AT_ONCE, new ByteArrayInputStream(longTexts(40))).id();
        await().until(() -> books.waiting() > 5);
        await().during(Duration.ofMillis(300)).until(() -> books.waiting() < 40);

        ImportStatus cancelled = imports.cancel(id).orElseThrow();

        assertThat(cancelled.state()).isEqualTo(ImportStatus.CANCELLED);
        assertThat(cancelled.received()).isEqualTo(books.received()).isLessThan(40);
        assertThat(cancelled.error()).contains(books.waiting() + " messages that were handed over");
        assertThatTheBooksBalance();

        journal.ready();
        await().until(() -> books.waiting() == 0);
        assertThatTheBooksBalance();
        assertThat(books.accepted()).isEqualTo(journal.state().lastSequence()).isEqualTo(cancelled.received());
    }

    @Test
    void aCancelledJobWaitsForTheDecisionsOfWhatItHandedOver() throws IOException, InterruptedException {
        imports = reopened(InstantSource.system());
        String id =
                imports.start(AT_ONCE, new ByteArrayInputStream(longTexts(40))).id();
        await().until(() -> books.waiting() > 5);

        Thread cancelling = Thread.ofPlatform().start(() -> imports.cancel(id));
        await().pollInterval(Duration.ofMillis(5)).until(() -> cancelling.getState() == Thread.State.TIMED_WAITING);
        journal.ready();
        cancelling.join();

        ImportStatus cancelled = imports.find(id).orElseThrow();
        assertThat(cancelled.state()).isEqualTo(ImportStatus.CANCELLED);
        assertThat(cancelled.error()).isNull();
        assertThat(cancelled.received()).isEqualTo(cancelled.accepted()).isEqualTo(books.received());
        assertThat(books.waiting()).isZero();
        assertThatTheBooksBalance();
    }

    private Imports reopened(InstantSource byClock) {
        imports.close();
        return new Imports(directory.resolve("imports"), intake, byClock, 16 << 20);
    }

    @Test
    void aStateThatCannotBeKeptEndsNoJob() throws IOException {
        String id = imports.start(AT_ONCE, new ByteArrayInputStream(Files.readAllBytes(SAMPLE)))
                .id();
        // In the way of every state that is written from now on.
        Path obstacle = directory.resolve("imports").resolve(id + ".status.json.next");
        Files.createDirectories(obstacle.resolve("full"));
        journal.ready();

        assertThat(ended(id).state()).isEqualTo(ImportStatus.DONE);
        assertThat(ended(id).accepted()).isEqualTo(MESSAGES);
        assertThat(journal.state().lastSequence()).isEqualTo(MESSAGES);

        // Its end is written as soon as that can be done.
        Files.delete(obstacle.resolve("full"));
        imports = reopened(clock);
        assertThat(imports.find(id).orElseThrow().state()).isEqualTo(ImportStatus.DONE);
    }

    @Test
    void anUploadThatTheDiskDoesNotTakeIsRefusedAndLeavesNothing() throws IOException {
        Files.delete(directory.resolve("imports"));

        assertThatExceptionOfType(NotKeptException.class)
                .isThrownBy(() -> imports.start(AT_ONCE, new ByteArrayInputStream(Files.readAllBytes(SAMPLE))));

        Files.createDirectories(directory.resolve("imports"));
        assertThat(imports.all()).isEmpty();
    }

    @Test
    void aFullDiskRefusesAnUploadAndTakesItOnceThereIsRoom() throws IOException, InterruptedException {
        Path disk = Files.createDirectories(directory.resolve("imports"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()), "may not mount a disk");
        try {
            imports = reopened(clock);
            journal.ready();
            assertThatExceptionOfType(NotKeptException.class)
                    .isThrownBy(() -> imports.start(AT_ONCE, new ByteArrayInputStream(Files.readAllBytes(SAMPLE))))
                    .withMessageContaining("space");
            try (Stream<Path> files = Files.list(disk)) {
                assertThat(files).isEmpty();
            }
            assertThat(run("mount", "-o", "remount,size=16m", disk.toString())).isTrue();
            String id = imports.start(AT_ONCE, new ByteArrayInputStream(Files.readAllBytes(SAMPLE)))
                    .id();
            assertThat(ended(id).accepted()).isEqualTo(MESSAGES);
        } finally {
            imports.close();
            run("umount", "-l", disk.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    @Test
    void onlySoManyUploadsAreReceivedAtOnce() throws InterruptedException {
        CountDownLatch cut = new CountDownLatch(1);
        List<Thread> uploads = new ArrayList<>();
        AtomicLong reading = new AtomicLong();
        for (int i = 0; i < Imports.RUNNING_MAX; i++) {
            uploads.add(Thread.ofVirtual()
                    .start(() -> assertThatExceptionOfType(IOException.class)
                            .isThrownBy(() -> imports.start(AT_ONCE, new SlowUpload(reading, cut)))));
        }
        await().until(() -> reading.get() == Imports.RUNNING_MAX);

        assertThatExceptionOfType(TooManyImportsException.class)
                .isThrownBy(() -> imports.start(AT_ONCE, InputStream.nullInputStream()));

        cut.countDown();
        for (Thread upload : uploads) {
            upload.join();
        }
        await().untilAsserted(() -> imports.start(AT_ONCE, InputStream.nullInputStream()));
    }

    /** Sends nothing until it is cut. */
    private static final class SlowUpload extends InputStream {
        private final AtomicLong reading;
        private final CountDownLatch cut;

        SlowUpload(AtomicLong reading, CountDownLatch cut) {
            this.reading = reading;
            this.cut = cut;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public int read() throws IOException {
            reading.incrementAndGet();
            try {
                cut.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            throw new IOException("cut");
        }
    }
}
