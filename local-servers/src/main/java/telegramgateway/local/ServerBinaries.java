package telegramgateway.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the servers' programs from the class path, once per machine and user, into a cache folder. Safe for use by
 * several threads and several JVMs.
 */
final class ServerBinaries {

    private static final String POSTGRES_ARCHIVE = "postgres-linux-x86_64.txz";
    private static final String REDIS_PROGRAM = "redis-server-6.2.6-v5-linux-amd64";

    private ServerBinaries() {}

    /** A program of PostgreSQL's. */
    static Path postgres(String program) {
        return unpack("postgres", POSTGRES_ARCHIVE, ServerBinaries::unpackArchive)
                .resolve("bin")
                .resolve(program);
    }

    /** The program {@code redis-server}. */
    static Path redis(String program) {
        return unpack("redis", REDIS_PROGRAM, (resource, folder) -> {
                    Path file = folder.resolve("redis-server");
                    Files.copy(resource, file);
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                })
                .resolve(program);
    }

    private interface Unpacking {
        void unpack(InputStream resource, Path folder) throws IOException;
    }

    private static synchronized Path unpack(String name, String resource, Unpacking unpacking) {
        URL location = locate(resource);
        try (InputStream stream = location.openStream()) {
            // The size tells versions apart whose resources have the same name.
            Path folder = cache().resolve(name + "-" + location.openConnection().getContentLengthLong());
            Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(folder)) {
                    Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
                    TemporaryDirectory.delete(unfinished);
                    Files.createDirectory(unfinished);
                    unpacking.unpack(stream, unfinished);
                    Files.move(unfinished, folder);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + resource, e);
        }
    }

    private static URL locate(String resource) {
        URL location = ServerBinaries.class.getResource("/" + resource);
        if (location == null) {
            throw new IllegalStateException(
                    resource + " is not on the class path: the embedded servers run on Linux on x86-64 only");
        }
        return location;
    }

    private static Path cache() throws IOException {
        Path folder = ServerUser.isRoot()
                ? Path.of("/var/cache/telegram-gateway")
                : Path.of(System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"))
                        .resolve("telegram-gateway");
        return Files.createDirectories(folder);
    }

    private static void unpackArchive(InputStream archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("entry outside of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.resolveSibling("."));
                    Files.copy(tar, target);
                    String permissions = (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x";
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(permissions));
                }
            }
        }
    }
}
