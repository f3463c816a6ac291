package telegramgateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Directories that vanish with this JVM, even when it is killed.
 *
 * <p>All lie in one directory per JVM. A small shell process waits for the end of a pipe that only this JVM holds, and
 * then removes it. Safe for use by several threads.
 */
public final class TemporaryDirectory {

    // The servers get their own signal when the JVM dies; the guard tries until they have let go of their files.
    private static final String GUARD = """
            cat >/dev/null
            tries=0
            while [ -e "$1" ] && [ $tries -lt 100 ]; do
                rm -rf "$1" 2>/dev/null || sleep 0.1
                tries=$((tries + 1))
            done
            """;

    private static @Nullable Path root;

    /** Kept so that the pipe stays open as long as the JVM lives. */
    @SuppressWarnings("unused")
    private static @Nullable Process guard;

    private TemporaryDirectory() {}

    /** A new, empty directory whose name starts with {@code prefix}; its content is readable by this user only. */
    public static synchronized Path create(String prefix) {
        try {
            return Files.createTempDirectory(root(), prefix + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a temporary directory", e);
        }
    }

    /** Deletes the directory with all that is in it; one that is gone already is fine. */
    public static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }

    /** The directory of this JVM, in which all the others lie. */
    static synchronized Path root() {
        Path existing = root;
        if (existing != null) {
            return existing;
        }
        try {
            Path created = Files.createTempDirectory("telegram-gateway-");
            // Servers that run as another user pass through this directory; they cannot list it.
            Files.setPosixFilePermissions(created, PosixFilePermissions.fromString("rwx--x--x"));
            guard = new ProcessBuilder("setsid", "sh", "-c", GUARD, "guard", created.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            root = created;
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a temporary directory", e);
        }
    }
}
