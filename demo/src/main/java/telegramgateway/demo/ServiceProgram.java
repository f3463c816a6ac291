package telegramgateway.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import telegramgateway.local.LocalProcess;

/**
 * A service's program as production installs it: its jar extracted, so that the JVM can share the loaded classes among
 * runs. That more than halves the time to start.
 *
 * @param jar whose manifest names the libraries beside it
 * @param sharedClasses written by the JVM when the service ends and this file does not fit the jar or the JVM
 */
record ServiceProgram(Path jar, Path sharedClasses) {

    /** The system property with the project's folder; without it, the nearest one above the working directory. */
    private static final String HOME = "gateway.home";

    private static final Duration EXTRACTION_LIMIT = Duration.ofMinutes(2);

    /**
     * Finds what the build has made, and extracts it unless that was done.
     *
     * @throws DemoException when it has not been built or cannot be extracted
     */
    static ServiceProgram of(String service) {
        Path built = built(service);
        Path folder = built.resolveSibling("service");
        ServiceProgram program =
                new ServiceProgram(folder.resolve(built.getFileName()), folder.resolve(service + ".jsa"));
        try {
            program.follow(built, folder);
        } catch (IOException e) {
            throw new DemoException(built + " cannot be extracted: " + e.getMessage(), e);
        }
        return program;
    }

    /** Extracts the built jar, unless that was done since it was built. */
    private void follow(Path built, Path folder) throws IOException {
        Path mark = folder.resolve("extracted");
        FileTime builtAt = Files.getLastModifiedTime(built);
        if (Files.exists(mark) && Files.getLastModifiedTime(mark).equals(builtAt)) {
            return;
        }
        // The files of a build all bear the same time: the JVM would take the old classes for the new ones.
        Files.deleteIfExists(sharedClasses);
        extract(built, folder);
        Files.writeString(mark, "");
        Files.setLastModifiedTime(mark, builtAt);
    }

    /** The JVM's options that name the program. */
    List<String> options() {
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + sharedClasses,
                // A file that no longer fits is written again; that is no news.
                "-Xlog:disable",
                "-Xlog:all=error",
                "-jar",
                jar.toString());
    }

    private static void extract(Path built, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> command = List.of(
                javaCommand(),
                "-Djarmode=tools",
                "-jar",
                built.toString(),
                "extract",
                "--force",
                "--destination",
                folder.toString());
        try (LocalProcess extraction = LocalProcess.start(command, Map.of(), folder.resolve("extraction.log"))) {
            if (extraction.awaitExit(EXTRACTION_LIMIT) != 0) {
                throw new IOException(extraction.logTail());
            }
        }
    }

    /** The java of this JVM. */
    static String javaCommand() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path built(String service) {
        Path folder = home().resolve(service).resolve("target");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, service + "-*-service.jar")) {
            for (Path jar : jars) {
                return jar;
            }
            throw new DemoException(service + " is not built: there is no " + service + "-*-service.jar in " + folder);
        } catch (IOException e) {
            throw new DemoException(service + " is not built: there is no folder " + folder, e);
        }
    }

    private static Path home() {
        String configured = System.getProperty(HOME);
        if (configured != null) {
            return Path.of(configured);
        }
        for (@Nullable Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mtproto-native").resolve("pom.xml"))) {
                return folder;
            }
        }
        throw new DemoException("This is not inside the project's folder; set -D" + HOME + ".");
    }
}
