package telegramgateway.mtproto.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.coverage.CoverageInterval;
import telegramgateway.message.coverage.CoverageState;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.intake.IntakeBooks;
import telegramgateway.mtproto.journal.Facts;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.TargetLane;

class ImportsTest {
    private static final Path SAMPLE = Path.of("../demo/src/main/resources/sample-export.json");
    private static final long ENTRIES = 1_438;
    private static final long MESSAGES = 1_432;
    private static final long JOURNAL_BYTES = 64 << 20;
    private static final long FILE_BYTES = 16 << 20;

    private static final long DENSE = -1_002_000_000_001L;

    @TempDir
    private Path directory;

    private Journal journal;
    private Intake intake;
    private Imports imports;

    @BeforeEach
    void open() {
        journal = Journal.open(directory.resolve("journal"), JOURNAL_BYTES, InstantSource.system());
        journal.ready();
        intake = new Intake(
                journal, (_, _) -> List.of(), new IntakeBooks(new SimpleMeterRegistry()), new SplittableRandom(1));
        imports = openImports();
    }

    @AfterEach
    void close() {
        imports.close();
        intake.close();
        journal.close();
    }

    private Imports openImports() {
        return new Imports(directory.resolve("imports"), intake, InstantSource.system(), FILE_BYTES);
    }

    @Test
    void aFileIsReadWholeAndEveryEntryIsAccountedFor() throws IOException {
        ImportStatus done = ended(start(Files.readAllBytes(SAMPLE), "import", "max", false));

        assertThat(done.state()).isEqualTo(ImportStatus.DONE);
        assertThat(done.received()).isEqualTo(ENTRIES);
        assertThat(done.accepted()).isEqualTo(MESSAGES);
        assertThat(done.rejected()).isEqualTo(Map.of("service", 5L, "unsupported", 1L));
        assertThat(done.bytesRead()).isEqualTo(done.bytesTotal()).isEqualTo(Files.size(SAMPLE));
        assertThat(done.chats()).extracting(ImportStatus.Chat::messages).containsExactly(590L, 394L, 448L);
        assertThat(journal.state().lastSequence()).isEqualTo(MESSAGES);
        await().untilAsserted(() -> assertThat(keptExports()).isEmpty());
    }

    @Test
    void aSecondReadingChangesNothing() throws IOException {
        ended(start(Files.readAllBytes(SAMPLE), "import", "max", false));

        ImportStatus again = ended(start(Files.readAllBytes(SAMPLE), "replay", "max", false));

        assertThat(again.accepted()).isZero();
        assertThat(again.unchanged()).isEqualTo(MESSAGES);
        assertThat(journal.state().lastSequence()).isEqualTo(MESSAGES);
    }

    @Test
    void ofACutFileTheBeginningIsKeptAndTheWholeFileAddsTheRest() throws IOException {
        byte[] sample = Files.readAllBytes(SAMPLE);

        ImportStatus cut = ended(start(Arrays.copyOf(sample, sample.length / 2), "import", "max", false));
        ImportStatus whole = ended(start(sample, "import", "max", false));

        assertThat(cut.state()).isEqualTo(ImportStatus.FAILED);
        assertThat(cut.error()).startsWith("The file ends too early at byte " + sample.length / 2 + ", after message ");
        assertThat(cut.accepted()).isBetween(MESSAGES / 4, MESSAGES * 3 / 4);
        assertThat(cut.received())
                .isEqualTo(cut.accepted()
                        + cut.rejected().values().stream().mapToLong(n -> n).sum());
        assertThat(whole.state()).isEqualTo(ImportStatus.DONE);
        assertThat(whole.unchanged()).isGreaterThanOrEqualTo(cut.accepted() - 10);
        assertThat(whole.accepted() + whole.unchanged() + whole.stale()).isEqualTo(MESSAGES);
    }

    @Test
    void aFileThatIsNoExportFailsInWords() throws IOException {
        ImportStatus failed = ended(start("<!DOCTYPE html>".getBytes(UTF_8), "import", "max", false));

        assertThat(failed.state()).isEqualTo(ImportStatus.FAILED);
        assertThat(failed.error()).startsWith("This is the HTML export.");
        assertThat(failed.received()).isZero();
        assertThat(keptExports()).isEmpty();
    }

    @Test
    void aDryRunSaysWhatIsInTheFileAndHandsNothingOver() throws IOException {
        byte[] sample = Files.readAllBytes(SAMPLE);

        ImportStatus whole = ended(start(sample, "import", "max", true));
        ImportStatus cut = ended(start(Arrays.copyOf(sample, sample.length / 2), "import", "max", true));

        assertThat(whole.received()).isEqualTo(ENTRIES);
        assertThat(whole.chats()).extracting(ImportStatus.Chat::messages).containsExactly(590L, 394L, 448L);
        assertThat(whole.rejected()).isEqualTo(Map.of("service", 5L, "unsupported", 1L));
        assertThat(cut.state()).isEqualTo(ImportStatus.FAILED);
        assertThat(cut.error()).contains("ends too early");
        assertThat(journal.state().lastSequence()).isZero();
    }

    @Test
    void aPrivateChatIsRefusedWithItsReasonAndItsNameIsNotKept() throws IOException {
        String export =
                "{\"name\":\"Ana\",\"type\":\"personal_chat\",\"id\":5,\"messages\":[{\"id\":1,\"type\":\"message\"}]}";

        ImportStatus done = ended(start(export.getBytes(UTF_8), "import", "max", false));

        assertThat(done.state()).isEqualTo(ImportStatus.DONE);
        assertThat(done.rejected()).isEqualTo(Map.of("private_chat", 1L));
        assertThat(done.chats()).containsExactly(new ImportStatus.Chat(5, null, "personal_chat", 0));
        assertThat(kept(done.id())).doesNotContain("Ana");
    }

    @Test
    void aJobThatARestartInterruptsGoesOnByItself() throws IOException {
        String id = start(Files.readAllBytes(SAMPLE), "replay", "100000", false);
        await().until(() -> journal.state().lastSequence() > 100);

        imports.close();
        assertThat(journal.state().lastSequence()).isLessThan(MESSAGES);
        imports = openImports();

        ImportStatus done = ended(id);
        assertThat(done.state()).isEqualTo(ImportStatus.DONE);
        assertThat(done.received()).isEqualTo(ENTRIES);
        assertThat(done.accepted() + done.unchanged()).isEqualTo(MESSAGES);
        assertThat(journal.state().lastSequence()).as("nothing twice").isEqualTo(MESSAGES);
    }

    @Test
    void aCancelledJobStaysCancelledAndKeepsWhatItHandedOver() throws IOException {
        String id = start(Files.readAllBytes(SAMPLE), "replay", "1000", false);
        await().until(() -> journal.state().lastSequence() > 0);

        ImportStatus cancelled = imports.cancel(id).orElseThrow();
        imports.close();
        imports = openImports();

        assertThat(cancelled.state()).isEqualTo(ImportStatus.CANCELLED);
        assertThat(imports.find(id))
                .hasValueSatisfying(kept -> assertThat(kept.isRunning()).isFalse());
        assertThat(journal.state().lastSequence()).isPositive().isLessThan(MESSAGES);
        assertThat(keptExports()).isEmpty();
    }

    @Test
    void aFileBeyondTheLimitLeavesNothingBehind() throws IOException {
        byte[] tooLarge = new byte[(int) FILE_BYTES + 1];

        assertThatExceptionOfType(FileTooLargeException.class)
                .isThrownBy(() -> start(tooLarge, "import", "max", false));
        assertThat(keptExports()).isEmpty();
        assertThat(imports.all()).isEmpty();
    }

    @Test
    void whatAnExportLeavesOutIsAbsentAsOfItsNewestMessage() throws IOException {
        byte[] export = export(2_000_000_001L, entry(1), entry(4), service(5), entry(9), withoutId(), entry(20));
        ended(start(export, "import", "max", true));
        ended(start(export, "replay", "max", false));
        assertThat(facts())
                .as("a replay refuses as what comes live, and says no more")
                .containsExactly(refused(5));

        ended(start(export, "import", "max", false));
        // The intake notes what it refuses, the import what is absent: on two threads.
        assertThat(facts()).containsExactlyInAnyOrder(refused(5), refused(5), absent(2, 3), absent(6, 8));
    }

    @Test
    void anExportOfAChatWhoseIdsAreNotDenseSaysNothingOfIds() throws IOException {
        byte[] export = new String(export(4_000_001L, entry(1), entry(4), service(7)), UTF_8)
                .replace("private_supergroup", "private_group")
                .getBytes(UTF_8);
        assertThat(ended(start(export, "import", "max", false)).accepted()).isEqualTo(2);
        assertThat(facts()).isEmpty();
    }

    private static byte[] export(long id, String... entries) {
        return ("{\"name\":\"Group\",\"type\":\"private_supergroup\",\"id\":" + id + ",\"messages\":["
                        + String.join(",", entries) + "]}")
                .getBytes(UTF_8);
    }

    private static String entry(long id) {
        return "{\"id\":" + id + ",\"type\":\"message\",\"date\":\"2026-01-31T08:00:00\",\"date_unixtime\":\""
                + (Instant.parse("2026-01-31T08:00:00Z").getEpochSecond() + id)
                + "\",\"from\":\"A\",\"from_id\":\"user7\",\"text\":\"a\",\"text_entities\":[]}";
    }

    private static String service(long id) {
        return "{\"id\":" + id + ",\"type\":\"service\",\"date\":\"2026-01-31T08:00:00\",\"date_unixtime\":\"1\","
                + "\"actor\":\"A\",\"actor_id\":\"user7\",\"action\":\"pin_message\"}";
    }

    private static String withoutId() {
        return "{\"type\":\"message\",\"date_unixtime\":\"1\",\"text\":\"a\"}";
    }

    private static CoverageInterval refused(long id) {
        return new CoverageInterval(DENSE, id, id, CoverageState.REFUSED, "service");
    }

    private static CoverageInterval absent(long lo, long hi) {
        return new CoverageInterval(DENSE, lo, hi, CoverageState.ABSENT_PER_EXPORT, "2026-01-31");
    }

    private List<CoverageInterval> facts() {
        return journal.facts().after(new TargetLane("any", TargetLane.ALL), 0, 10_000).stream()
                .map(Facts.Fact::interval)
                .toList();
    }

    private String start(byte[] export, String mode, String speed, boolean dryRun) throws IOException {
        ImportRequest request = ImportRequest.parse("test", mode, speed, "UTC", Boolean.toString(dryRun));
        return imports.start(request, new ByteArrayInputStream(export)).id();
    }

    private ImportStatus ended(String id) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> imports.find(id).orElseThrow(), status -> !status.isRunning());
    }

    private String kept(String id) throws IOException {
        return Files.readString(directory.resolve("imports").resolve(id + ".status.json"));
    }

    private List<Path> keptExports() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("imports"))) {
            return files.filter(file -> file.toString().endsWith(".export")).toList();
        }
    }
}
