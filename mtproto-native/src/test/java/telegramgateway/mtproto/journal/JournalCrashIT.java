package telegramgateway.mtproto.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.MessageEvent;

/** Kills a process that appends to a journal, again and again, and looks at what the journal then holds. */
class JournalCrashIT {
    private static final int KILLS = 10;
    private static final int LINES_BEFORE_KILL_MAX = 400;

    @TempDir
    private Path directory;

    private final List<String> accepted = new ArrayList<>();
    private Path data;
    private Path temporary;

    @BeforeEach
    void prepare() throws IOException {
        data = directory.resolve("data");
        temporary = Files.createDirectory(directory.resolve("temporary"));
    }

    @Test
    void whatWasReportedAsAcceptedIsThereOnceAndInOrderAfterEveryKill() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int kill = 1; kill <= KILLS; kill++) {
            // The first kills may come while the journal is being opened.
            runAndKill(random.nextInt(kill * LINES_BEFORE_KILL_MAX / KILLS), random.nextLong());
            verify("seed " + seed + ", kill " + kill);
        }
        assertThat(accepted).as("seed %d", seed).hasSizeGreaterThan(KILLS);
        assertThatNoLibraryIsLeft();
    }

    private void runAndKill(int lines, long seed) throws IOException, InterruptedException {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        JournalVictim.class.getName(),
                        data.toString(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = victim.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo(JournalVictim.STARTED);
            for (int line = 0; line < lines; line++) {
                accepted.add(said.readLine());
            }
            // By its handle, which leaves open what it has still said.
            victim.toHandle().destroyForcibly();
            List<String> rest = said.lines().toList();
            // The kill may have cut the last line.
            accepted.addAll(rest.subList(0, Math.max(0, rest.size() - 1)));
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }

    private void verify(String when) {
        try (Journal journal = Journal.open(data, Long.MAX_VALUE, InstantSource.system())) {
            List<MessageEvent> events =
                    journal.after(new TargetLane("any", TargetLane.ALL), 0, Integer.MAX_VALUE, Long.MAX_VALUE);
            assertThat(events.stream().map(JournalVictim::line).toList())
                    .as(when)
                    .containsAll(accepted);
            assertThat(events).as(when).extracting(MessageEvent::messageId).doesNotHaveDuplicates();
            Map<Long, Long> heads = new HashMap<>();
            long position = 0;
            for (int i = 0; i < events.size(); i++) {
                MessageEvent event = events.get(i);
                assertThat(event.sequence()).as(when).isEqualTo(i + 1);
                assertThat(event.position()).as(when).isGreaterThan(position);
                assertThat(event.previous()).as(when).isEqualTo(heads.getOrDefault(event.channelId(), 0L));
                heads.put(event.channelId(), event.position());
                position = event.position();
            }
            assertThat(journal.channelHeads()).as(when).isEqualTo(heads);
            assertThat(journal.state().lastPosition()).as(when).isEqualTo(position);
            assertThat(journal.state().lastSequence()).as(when).isEqualTo(events.size());
            assertThat(journal.targets().books()).as(when).allMatch(TargetBooks::balanced);
        }
    }

    private void assertThatNoLibraryIsLeft() throws IOException {
        assertThat(temporary).isEmptyDirectory();
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files).allMatch(file -> file.getFileName().toString().matches("(journal|gateway)\\..*"));
        }
    }
}
