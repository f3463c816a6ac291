package telegramgateway.mtproto.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest {
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path root;

    @TempDir
    private Path elsewhere;

    private final AtomicLong now = new AtomicLong();
    private FileStore store;

    @BeforeEach
    void open() throws IOException {
        store = open(10, 20);
    }

    private FileStore open(long maxFile, long maxTotal) throws IOException {
        return FileStore.open(MediaDirectory.open(root.resolve("media")), maxFile, maxTotal, now::get);
    }

    private FileStore.Put put(String content) throws IOException {
        return store.put(Files.writeString(elsewhere.resolve("source"), content));
    }

    private List<Path> incoming() throws IOException {
        try (Stream<Path> paths = Files.list(root.resolve("media/incoming"))) {
            return paths.toList();
        }
    }

    @Test
    void whatSomebodyRemovesIsRoomAgainAfterAWhile() throws IOException {
        store = open(20, 20);
        String removed = put("0123456789abcde").sha256();
        Files.delete(store.find(removed).orElseThrow());
        assertThat(put("edcba9876543210").outcome()).isEqualTo(FileOutcome.FULL);
        now.addAndGet(FileStore.COUNT_EVERY.toNanos());

        assertThat(store.hasRoom(20)).isTrue();
        assertThat(put("edcba9876543210").outcome()).isEqualTo(FileOutcome.STORED);
        assertThat(store.bytes()).isEqualTo(15);
    }

    @Test
    void aFileLiesUnderTheHashOfItsBytes() throws IOException {
        assertThat(put("abc")).isEqualTo(new FileStore.Put(FileOutcome.STORED, SHA256_OF_ABC, 3));
        assertThat(store.find(SHA256_OF_ABC)).contains(root.resolve("media/sha256/ba/" + SHA256_OF_ABC));
        assertThat(store.find(SHA256_OF_ABC).orElseThrow()).hasContent("abc");
        assertThat(incoming()).isEmpty();
    }

    @Test
    void equalContentIsKeptOnce() throws IOException {
        put("abc");
        assertThat(put("abc")).isEqualTo(new FileStore.Put(FileOutcome.KNOWN, SHA256_OF_ABC, 3));
        assertThat(store.bytes()).isEqualTo(3);
        assertThat(incoming()).isEmpty();
    }

    @Test
    void whatIsThereIsCountedAfterARestart() throws IOException {
        put("abc");
        put("defg");
        assertThat(open(10, 20).bytes()).isEqualTo(7);
    }

    @Test
    void aFileAboveTheLimitIsTooLargeWhateverItsSizeWasSaidToBe() throws IOException {
        assertThat(put("01234567890").outcome()).isEqualTo(FileOutcome.TOO_LARGE);
        assertThat(put("0123456789").outcome()).isEqualTo(FileOutcome.STORED);
        assertThat(incoming()).isEmpty();
    }

    @Test
    void allTogetherTakeNoMoreThanTheyMayAndWhatIsKnownNeedsNoRoom() throws IOException {
        put("0123456789");
        put("abcdefghi");
        assertThat(put("xy").outcome()).isEqualTo(FileOutcome.FULL);
        assertThat(put("0123456789").outcome()).isEqualTo(FileOutcome.KNOWN);
        assertThat(put("x").outcome()).isEqualTo(FileOutcome.STORED);
        assertThat(store.bytes()).isEqualTo(20);
        assertThat(incoming()).isEmpty();
    }

    @Test
    void manyAtOnceDoNotGoBeyondTheLimit() throws Exception {
        List<Future<FileStore.Put>> puts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                Path source = Files.writeString(elsewhere.resolve("source" + i), "%02d%s".formatted(i / 2, "x"));
                puts.add(threads.submit(() -> store.put(source)));
            }
        }
        List<FileOutcome> outcomes = new ArrayList<>();
        for (Future<FileStore.Put> put : puts) {
            outcomes.add(put.get().outcome());
        }
        assertThat(outcomes).filteredOn(FileOutcome.STORED::equals).hasSize(6);
        assertThat(store.bytes()).isEqualTo(18);
        assertThat(open(10, 20).bytes()).isEqualTo(18);
    }

    @Test
    void whatAKilledProcessWasWritingIsNeverSeenAndIsRemoved() throws IOException {
        MediaDirectory directory = MediaDirectory.open(root.resolve("media"));
        MediaDirectory.Incoming half = directory.begin();
        half.channel.write(ByteBuffer.wrap("ab".getBytes(UTF_8)));
        assertThat(incoming()).hasSize(1);
        assertThat(open(10, 20).bytes()).isZero();
        assertThat(incoming()).isEmpty();
    }

    @Test
    void nobodyElseMayLook() throws IOException {
        put("abc");
        try (Stream<Path> paths = Files.walk(root.resolve("media"))) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../incoming", "BA7816", "ba/../../x", "%2e%2e", "\0", "ba7816bf"})
    void aNameThatIsNoHashIsNoPath(String name) throws IOException {
        put("abc");
        assertThat(store.find(name)).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsAnErrorAndLeavesNothing() throws IOException {
        Files.delete(root.resolve("media/incoming"));
        assertThatThrownBy(() -> put("abc")).isInstanceOf(IOException.class);
        assertThat(store.bytes()).isZero();
    }
}
