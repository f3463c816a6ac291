package telegramgateway.mtproto.journal;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of one gateway: for its owner's eyes only, and locked by the one process that uses it. */
final class DataDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final Set<PosixFilePermission> OWNER_FILE = Set.of(OWNER_READ, OWNER_WRITE);
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = Set.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);
    private static final String LOCK_NAME = "journal.lock";
    private static final String IDENTITY_NAME = "gateway.id";

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory if need be, closes it to others, and locks it.
     *
     * @throws JournalException when another process has it, or it cannot be used
     */
    static DataDirectory lock(Path path) {
        try {
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
            closeToOthers(path, OWNER_DIRECTORY);
            Path lock = path.resolve(LOCK_NAME);
            createPrivately(lock);
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new JournalException("The data directory " + path + " is in use by another gateway."
                        + " Stop that one, or give this one its own GATEWAY_DATA_DIR.");
            }
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new JournalException(
                    "The data directory " + path + " cannot be used ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "). The service's user must own it and be able to write there.",
                    e);
        }
    }

    Path path() {
        return path;
    }

    /**
     * Who the gateway is, for as long as it has this directory: whatever becomes of its journal.
     *
     * @throws JournalException when it cannot be read or noted
     */
    UUID identity() {
        Path file = path.resolve(IDENTITY_NAME);
        try {
            if (!Files.exists(file)) {
                Path fresh = path.resolve(IDENTITY_NAME + ".new");
                createPrivately(fresh);
                Files.writeString(fresh, UUID.randomUUID() + "\n", StandardOpenOption.DSYNC);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return UUID.fromString(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new JournalException(
                    "The file " + file + " does not say who this gateway is (" + e.getMessage()
                            + "). Restore it; without it the gateway is a new one, to which no channel belongs.",
                    e);
        }
    }

    /** Makes an empty file that only its owner may read, or closes an existing one to others. */
    static void createPrivately(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_FILE));
        } catch (FileAlreadyExistsException _) {
            closeToOthers(file, OWNER_FILE);
        }
    }

    private static void closeToOthers(Path path, Set<PosixFilePermission> wanted) throws IOException {
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
        if (!wanted.containsAll(found)) {
            LOG.warn(
                    "{} was open to others ({}); it is for its owner only now",
                    path,
                    PosixFilePermissions.toString(found));
            Files.setPosixFilePermissions(path, wanted);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            LOG.warn("The lock of {} could not be released: {}", path, e.getMessage());
        }
    }
}
