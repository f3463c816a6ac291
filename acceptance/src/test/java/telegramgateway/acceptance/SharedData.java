package telegramgateway.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Real exports, which are not ours to redistribute: they lie outside of the project, in the folder that the environment
 * variable {@code SHARED_DATA} names or else in {@code ../shared/data} beside the project. Tests that need them are
 * skipped where they are not.
 */
final class SharedData {

    private SharedData() {}

    /** All exports; skips the calling test when there are none. */
    static List<Path> exports() throws IOException {
        Path folder = Optional.ofNullable(System.getenv("SHARED_DATA"))
                .map(Path::of)
                .orElse(Path.of("..", "..", "shared", "data"));
        assumeTrue(
                Files.isDirectory(folder),
                "no real exports: there is no folder " + folder.toAbsolutePath().normalize() + ", see SHARED_DATA");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains("result.json"))
                    .sorted()
                    .toList();
        }
    }
}
