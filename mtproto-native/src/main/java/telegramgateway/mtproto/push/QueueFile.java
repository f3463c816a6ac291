package telegramgateway.mtproto.push;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of the failure queue: for its owner only, of one process, and what was appended is on disk as a whole. A
 * failed append leaves nothing behind. For use by one thread at a time.
 */
final class QueueFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueFile.class);
    private static final Set<PosixFilePermission> OWNER_FILE = Set.of(OWNER_READ, OWNER_WRITE);
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = Set.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);

    private final Path path;
    private final FileChannel lock;
    private FileChannel channel;
    private long bytes;

    private QueueFile(Path path, FileChannel lock, FileChannel channel) throws IOException {
        this.path = path;
        this.lock = lock;
        this.channel = channel;
        this.bytes = channel.size();
    }

    /** @throws IOException when it cannot be used, with a sentence when another process has it */
    static QueueFile open(Path path) throws IOException {
        Path directory = directory(path);
        if (!Files.exists(directory)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
        }
        FileChannel lock = lock(beside(path, ".lock"));
        try {
            createPrivately(path);
            return new QueueFile(path, lock, FileChannel.open(path, READ, WRITE));
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        createPrivately(path);
        FileChannel lock = FileChannel.open(path, WRITE);
        try {
            if (lock.tryLock() != null) {
                return lock;
            }
        } catch (OverlappingFileLockException _) {
            // The same: it is taken.
        }
        lock.close();
        throw new IOException("another gateway uses it: give this one its own FAILURE_QUEUE_PATH");
    }

    static void createPrivately(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_FILE));
            force(directory(file));
        } catch (FileAlreadyExistsException _) {
            if (!OWNER_FILE.containsAll(Files.getPosixFilePermissions(file))) {
                LOG.warn("{} was open to others; it is for its owner only now", file);
                Files.setPosixFilePermissions(file, OWNER_FILE);
            }
        }
    }

    static Path beside(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    private static Path directory(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }

    /** What a directory holds is on disk only then. */
    private static void force(Path directory) throws IOException {
        try (FileChannel opened = FileChannel.open(directory, READ)) {
            opened.force(true);
        }
    }

    long bytes() {
        return bytes;
    }

    /** Appends with one write. When this returns, it is on disk. */
    void append(byte[] lines) throws IOException {
        // What a failed append has left.
        channel.truncate(bytes);
        write(channel, lines);
        channel.force(true);
        bytes += lines.length;
    }

    private static void write(FileChannel channel, byte[] lines) throws IOException {
        channel.position(channel.size());
        ByteBuffer buffer = ByteBuffer.wrap(lines);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Begins a file that may take the place of this one. */
    Replacement replacement() throws IOException {
        Path next = beside(path, ".new");
        Files.deleteIfExists(next);
        createPrivately(next);
        return new Replacement(next, FileChannel.open(next, READ, WRITE));
    }

    /** A file that is not yet the queue. Closed without having replaced it, it is forgotten. */
    final class Replacement implements AutoCloseable {
        private final Path next;
        private final FileChannel file;
        private boolean inPlace;

        private Replacement(Path next, FileChannel file) {
            this.next = next;
            this.file = file;
        }

        void append(byte[] lines) throws IOException {
            write(file, lines);
        }

        /** From now on, also after a crash, this is the queue. */
        void replace() throws IOException {
            file.force(true);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            inPlace = true;
            FileChannel old = channel;
            channel = file;
            bytes = file.size();
            old.close();
            force(directory(path));
        }

        @Override
        public void close() throws IOException {
            if (!inPlace) {
                file.close();
                Files.deleteIfExists(next);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        lock.close();
    }
}
