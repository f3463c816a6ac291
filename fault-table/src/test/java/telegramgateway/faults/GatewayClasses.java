package telegramgateway.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import telegramgateway.local.TemporaryDirectory;

/**
 * How a JVM runs {@link SourcedGateway}: with an archive of loaded classes that the first run that ends regularly
 * leaves to all others, and with the quick compiler only. Starting takes a third of the processor's time; the table
 * starts it a hundred times.
 */
final class GatewayClasses {
    private static final Path ARCHIVE =
            TemporaryDirectory.create("gateway-classes").resolve("gateway.jsa");
    private static final String CLASS_PATH = classPath();

    /**
     * Where this run leaves its archive; half of one crashes who reads it, so it takes its place after a regular end.
     */
    private final Path recorded = ARCHIVE.resolveSibling(UUID.randomUUID() + ".jsa");

    List<String> options() {
        return List.of(
                Files.exists(ARCHIVE) ? "-XX:SharedArchiveFile=" + ARCHIVE : "-XX:ArchiveClassesAtExit=" + recorded,
                // Classes that cannot be archived are no news.
                "-Xlog:disable",
                "-Xlog:all=error",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                CLASS_PATH);
    }

    /** To be called when the run has ended by itself. */
    void keep() {
        try {
            if (Files.exists(recorded)) {
                Files.move(recorded, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without folders, whose classes no JVM archives: the tests' own come from their jar. */
    private static String classPath() {
        String tests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return Stream.concat(
                            built.map(Path::toAbsolutePath).map(Path::toString).filter(it -> it.endsWith("-tests.jar")),
                            Arrays.stream(tests.split(":")).filter(entry -> entry.endsWith(".jar")))
                    .collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new UncheckedIOException("The tests are not packaged", e);
        }
    }
}
