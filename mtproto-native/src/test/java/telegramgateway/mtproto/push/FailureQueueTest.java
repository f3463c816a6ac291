package telegramgateway.mtproto.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.mtproto.TestMessages.CHANNEL;
import static telegramgateway.mtproto.TestMessages.post;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.TestClock;

class FailureQueueTest {
    private static final long MAX_BYTES = 1 << 20;

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();
    private Path file;
    private FailureQueue queue;

    @BeforeEach
    void open() {
        file = directory.resolve("queue.jsonl");
        queue = FailureQueue.open(file, MAX_BYTES, clock);
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private static byte[] event(long position) {
        return MessageJson.encode(
                post(CHANNEL, position, "line\nof ü " + position).accepted(MessageKind.POSTED, position));
    }

    private void put(long... positions) {
        queue.put(LongStream.of(positions).mapToObj(FailureQueueTest::event).toList());
    }

    private List<Long> positions() {
        List<Long> positions = new ArrayList<>();
        queue.forEach(event -> positions.add(event.position()));
        return positions;
    }

    private void reopen() {
        queue.close();
        queue = FailureQueue.open(file, MAX_BYTES, clock);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatIsPutInIsThereAfterARestart() throws IOException {
        put(1, 2);
        put(3);
        reopen();

        assertThat(positions()).containsExactly(1L, 2L, 3L);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.bytes()).isEqualTo(Files.size(file));
        assertThat(queue.highestPosition()).isEqualTo(3);
        assertThat(queue.holds(CHANNEL)).isTrue();
        assertThat(queue.holds(CHANNEL - 1)).isFalse();
        queue.forEach(event -> assertThat(event.json()).isEqualTo(event(event.position())));
    }

    /**
     * A crash may end a write at any byte: the whole lines stay, the rest is moved aside and never mixed with the next.
     */
    @Test
    void aLineThatIsCutOffAnywhereIsMovedAside() throws IOException {
        put(1, 2);
        byte[] whole = Files.readAllBytes(file);
        int second = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int length = second + 1; length < whole.length; length += 7) {
            queue.close();
            Files.write(file, Arrays.copyOf(whole, length));
            queue = FailureQueue.open(file, MAX_BYTES, clock);
            assertThat(positions()).containsExactly(1L);
            put(3);
            reopen();
            assertThat(positions()).containsExactly(1L, 3L);
        }
        assertThat(files()).anyMatch(name -> name.startsWith("queue.jsonl.damaged-"));
    }

    @Test
    void aDamagedLineInTheMiddleIsMovedAside() throws IOException {
        put(1, 2, 3);
        List<String> lines = Files.readAllLines(file);
        queue.close();
        Files.writeString(file, lines.get(0) + "\ngarbage\n" + lines.get(2) + "\n");
        queue = FailureQueue.open(file, MAX_BYTES, clock);

        assertThat(positions()).containsExactly(1L, 3L);
        assertThat(queue.size()).isEqualTo(2);
        Path aside = directory.resolve("queue.jsonl.damaged-" + TestClock.START.getEpochSecond());
        assertThat(Files.readString(aside)).isEqualTo("garbage\n");
        assertThat(permissions(aside)).isEqualTo("rw-------");
    }

    @Test
    void theFileIsForItsOwnerOnlyAlsoAfterSifting() throws Exception {
        queue.close();
        Files.delete(file);
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        queue = FailureQueue.open(file, MAX_BYTES, clock);
        assertThat(permissions(file)).isEqualTo("rw-------");
        put(1, 2);
        queue.sift(events -> events.subList(1, 2));

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(files()).containsExactly("queue.jsonl", "queue.jsonl.lock");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void whatStaysKeepsItsLine() throws Exception {
        put(1, 2, 3);
        List<String> lines = Files.readAllLines(file);
        queue.sift(
                events -> events.stream().filter(event -> event.position() != 2).toList());
        put(4);

        assertThat(Files.readAllLines(file).subList(0, 2)).containsExactly(lines.get(0), lines.get(2));
        assertThat(positions()).containsExactly(1L, 3L, 4L);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.bytes()).isEqualTo(Files.size(file));
    }

    @Test
    void whenSiftingFailsOrIsKilledAllIsStillThere() throws Exception {
        put(1, 2);
        assertThatThrownBy(() -> queue.sift(_ -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        Files.writeString(directory.resolve("queue.jsonl.new"), "half of a replacement");
        reopen();
        assertThat(positions()).containsExactly(1L, 2L);

        queue.sift(_ -> List.of());
        assertThat(positions()).isEmpty();
        assertThat(queue.size()).isZero();
        assertThat(Files.size(file)).isZero();
    }

    @Test
    void beyondItsLimitItTakesNothingAndKeepsWhatItHas() {
        int events = 0;
        try {
            while (events < MAX_BYTES) {
                put(events + 1);
                events++;
            }
        } catch (StoreUnavailableException e) {
            assertThat(e).hasMessageContaining("has reached its limit of 1048576 bytes: bin/recover-queue makes room");
        }
        assertThat(queue.bytes()).isLessThanOrEqualTo(MAX_BYTES);
        assertThat(queue.size()).isEqualTo(events).isGreaterThan(1_000);
        reopen();
        assertThat(queue.size()).isEqualTo(events);
    }

    @Test
    void aSecondProcessIsRefused() {
        assertThatThrownBy(() -> FailureQueue.open(file, MAX_BYTES, clock))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("another gateway uses it");
    }

    @Test
    void aPathThatCannotBeUsedIsSaid() {
        assertThatThrownBy(() -> FailureQueue.open(Path.of("/proc/none/queue.jsonl"), MAX_BYTES, clock))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("The failure queue /proc/none/queue.jsonl cannot be used");
    }
}
