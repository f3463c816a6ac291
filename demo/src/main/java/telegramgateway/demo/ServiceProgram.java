package telegramgateway.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import telegramgateway.local.LocalProcess;

/**
 * A service's program as production installs it: its jar extracted, so that the JVM can share the loaded classes among
 * runs. That halves the time to start.
 *
 * @param jar whose manifest names the libraries beside it
 * @param sharedClasses an archive of loaded classes, whole when it is there
 * @param recorded where this run writes such an archive when it ends; half of one crashes a JVM that reads it, so it
 *     takes the other's place only after a regular end
 */
record ServiceProgram(Path jar, Path sharedClasses, Path recorded) {

    /** The system property with the project's folder; without it, the nearest one above the working directory. */
    private static final String HOME = "gateway.home";

    private static final Duration EXTRACTION_LIMIT = Duration.ofMinutes(2);

    /**
     * Finds what the build has made, and extracts it unless that was done.
     *
     * @throws DemoException when it has not been built or cannot be extracted
     */
    static synchronized ServiceProgram of(String service) {
        Path built = built(service);
        Path folder = built.resolveSibling("service");
        ServiceProgram program = new ServiceProgram(
                folder.resolve(built.getFileName()),
                folder.resolve(service + ".jsa"),
                folder.resolve(service + "-" + UUID.randomUUID() + ".jsa"));
        // Several JVMs may start the same service at the same time; one of them extracts it.
        try (FileChannel lock = FileChannel.open(
                        built.resolveSibling("service.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = lock.lock()) {
            program.follow(built, folder);
            dropLeftOvers(service, folder);
        } catch (IOException e) {
            throw new DemoException(built + " cannot be extracted: " + e.getMessage(), e);
        }
        return program;
    }

    /** Extracts the built jar, unless that was done. Its time tells nothing: every build gives its jars the same. */
    private void follow(Path built, Path folder) throws IOException {
        Path mark = folder.resolve("extracted");
        String content = contentOf(built);
        if (Files.exists(mark) && Files.readString(mark).equals(content)) {
            return;
        }
        // The files of a build all bear the same time: the JVM would take the old classes for the new ones.
        Files.deleteIfExists(sharedClasses);
        // First: what is extracted half way is no jar's.
        Files.deleteIfExists(mark);
        extract(built, folder);
        Files.writeString(mark, content);
    }

    /** Differs for jars whose entries differ. */
    private static String contentOf(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(entry -> entry.getName() + " " + Long.toHexString(entry.getCrc()))
                    .collect(Collectors.joining("\n"));
        }
    }

    /** The JVM's options that name the program. */
    List<String> options() {
        String archive = Files.exists(sharedClasses)
                ? "-XX:SharedArchiveFile=" + sharedClasses
                : "-XX:ArchiveClassesAtExit=" + recorded;
        // Classes that cannot be archived are no news.
        return List.of(archive, "-Xlog:disable", "-Xlog:all=error", "-jar", jar.toString());
    }

    /** Keeps what a run has recorded that ended regularly. */
    void keepRecorded() {
        try {
            if (Files.exists(recorded)) {
                Files.move(recorded, sharedClasses, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (NoSuchFileException _) {
            // Another JVM that starts the service took it for left over. The next run records again.
        } catch (IOException e) {
            throw new DemoException("The archive " + recorded + " cannot be kept: " + e.getMessage(), e);
        }
    }

    /** Throws away what a run has recorded that was killed. */
    void dropRecorded() {
        try {
            Files.deleteIfExists(recorded);
        } catch (IOException e) {
            throw new DemoException("The archive " + recorded + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** What runs have recorded that were killed together with whoever started them. */
    private static void dropLeftOvers(String service, Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, service + "-*.jsa")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
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
