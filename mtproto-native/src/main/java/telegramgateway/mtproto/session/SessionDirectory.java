package telegramgateway.mtproto.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one session, {@code <root>/<name>}: for its owner only, and locked by the one process that uses it.
 * The lock is a file beside it, so that it holds while the directory is set aside and made anew.
 */
public final class SessionDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDirectory.class);
    static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Says that the session was logged in once: TDLib does not tell a lost session from a new one. */
    private static final String MARK = "logged-in";

    private static final String TEST_MARK = "logged-in-test";

    private final Path path;
    private final FileChannel lock;

    private SessionDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory if need be, closes it to others, and locks it.
     *
     * @param root holds the sessions of one user of the machine
     * @param name such as {@code user}
     * @throws SessionException when another process has it, or it cannot be used
     */
    public static SessionDirectory lock(Path root, String name) {
        Umask.ownerOnly();
        Path path = root.resolve(name);
        try {
            Files.createDirectories(path);
            closeToOthers(root, name);
            FileChannel channel =
                    FileChannel.open(root.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new SessionException(
                        "The session " + path + " is in use by another process.",
                        "Stop that one first: a session that two processes use is ended by Telegram.");
            }
            return new SessionDirectory(path, channel);
        } catch (IOException e) {
            throw new SessionException(
                    "The session directory " + path + " cannot be used ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage() + ").",
                    "The service's user must own TELEGRAM_SESSION_DIR and be able to write there.",
                    e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    /** The directory itself and what belongs to sessions of the name; nobody follows links. */
    private static void closeToOthers(Path root, String name) throws IOException {
        List<Path> open = new ArrayList<>();
        if (isOpenToOthers(root)) {
            open.add(root);
        }
        try (DirectoryStream<Path> own = Files.newDirectoryStream(root, name + "{,.*}")) {
            for (Path each : own) {
                try (Stream<Path> paths = Files.walk(each)) {
                    paths.filter(SessionDirectory::isOpenToOthers).forEach(open::add);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path each : open) {
            Files.setPosixFilePermissions(each, Files.isDirectory(each) ? OWNER_DIRECTORY : OWNER_FILE);
        }
        if (!open.isEmpty()) {
            LOG.warn(
                    "{} files and directories of the session directory {} could be used by others, such as {}: closed"
                            + " to them. Whoever has a copy can use the account; end old sessions in Telegram's own app.",
                    open.size(),
                    root,
                    open.getFirst());
        }
    }

    private static boolean isOpenToOthers(Path path) {
        try {
            return !Files.isSymbolicLink(path)
                    && !(Files.isDirectory(path) ? OWNER_DIRECTORY : OWNER_FILE)
                            .containsAll(Files.getPosixFilePermissions(path));
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where TDLib keeps the session. */
    public Path path() {
        return path;
    }

    /** The file that is there once the session of a name was logged in. */
    public static Path markOf(Path root, String name, boolean testServers) {
        return root.resolve(name).resolve(testServers ? TEST_MARK : MARK);
    }

    /** Whether a session of the name was ever logged in, wherever. */
    public static boolean wasLoggedIn(Path root, String name) {
        return Files.exists(markOf(root, name, false)) || Files.exists(markOf(root, name, true));
    }

    /** Whether the session in it was ever logged in. */
    public boolean wasLoggedIn(boolean testServers) {
        return Files.exists(mark(testServers));
    }

    /** Whether the session in it was ever logged in, at Telegram's test servers or its own. */
    boolean wasEverLoggedIn() {
        return wasLoggedIn(false) || wasLoggedIn(true);
    }

    private Path mark(boolean testServers) {
        return path.resolve(testServers ? TEST_MARK : MARK);
    }

    /** Notes that the session is logged in. */
    void loggedIn(boolean testServers) {
        try {
            if (!wasLoggedIn(testServers)) {
                Files.createFile(mark(testServers));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Renames the directory to {@code <name>.<why>-<timestamp>} and makes an empty one. No client may have it open.
     *
     * @return where the old one is
     */
    Path setAside(String why, Instant now) {
        try {
            Path aside = free(path.resolveSibling(path.getFileName() + "." + why + "-" + STAMP.format(now)));
            Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
            Files.createDirectory(path);
            return aside;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path, or the first with a number behind it that does not exist. */
    static Path free(Path wanted) {
        Path path = wanted;
        for (int i = 2; Files.exists(path); i++) {
            path = wanted.resolveSibling(wanted.getFileName() + "-" + i);
        }
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("The lock of the session {} could not be released: {}", path, e.getMessage());
        }
    }
}
