package telegramgateway.mtproto.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files under the SHA-256 of their bytes, {@code sha256/ab/abcd…}: equal content is kept once, and what is there is
 * whole. Nothing that anybody else has named becomes a part of a path. Safe for use by several threads.
 */
final class FileStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER_BYTES = 1 << 16;

    /** While there is no room, what is there is counted again so often: somebody may have removed files. */
    static final Duration COUNT_EVERY = Duration.ofMinutes(1);

    private final MediaDirectory directory;
    private final Path files;
    private final long maxFile;
    private final long maxTotal;
    private final ReentrantLock publishing = new ReentrantLock();
    private final AtomicLong bytes;
    private final LongSupplier nanoTime;
    private long countedAt;

    /**
     * What became of a file.
     *
     * @param sha256 of its bytes, in hex; empty unless it is {@code STORED} or {@code KNOWN}
     * @param size bytes that were read
     */
    record Put(FileOutcome outcome, String sha256, long size) {}

    private FileStore(MediaDirectory directory, long maxFile, long maxTotal, LongSupplier nanoTime) throws IOException {
        this.directory = directory;
        this.files = directory.make(directory.resolve("sha256"));
        this.maxFile = maxFile;
        this.maxTotal = maxTotal;
        this.bytes = new AtomicLong(count(files));
        this.nanoTime = nanoTime;
        this.countedAt = nanoTime.getAsLong();
    }

    /**
     * Counts what is there.
     *
     * @param maxFile bytes of a file, at most
     * @param maxTotal bytes of all, at most
     * @param nanoTime as {@link System#nanoTime()}
     */
    static FileStore open(MediaDirectory directory, long maxFile, long maxTotal, LongSupplier nanoTime)
            throws IOException {
        return new FileStore(directory, maxFile, maxTotal, nanoTime);
    }

    private static long count(Path files) throws IOException {
        long sum = 0;
        try (Stream<Path> paths = Files.walk(files)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                sum += Files.size(path);
            }
        }
        return sum;
    }

    /** Bytes of all files. */
    long bytes() {
        return bytes.get();
    }

    /** Whether a file of that size is more than one may have. */
    boolean isTooLarge(long size) {
        return size > maxFile;
    }

    /** Whether there is room for so many bytes, if they are new. */
    boolean hasRoom(long size) throws IOException {
        if (!fits(size)) {
            countAgain();
        }
        return fits(size);
    }

    private boolean fits(long size) {
        return bytes.get() + size <= maxTotal;
    }

    private void countAgain() throws IOException {
        publishing.lock();
        try {
            if (nanoTime.getAsLong() - countedAt >= COUNT_EVERY.toNanos()) {
                countedAt = nanoTime.getAsLong();
                bytes.set(count(files));
            }
        } catch (UncheckedIOException | NoSuchFileException e) {
            LOG.debug("The files are not counted while somebody removes some", e);
        } finally {
            publishing.unlock();
        }
    }

    /**
     * Keeps a copy of a file, which is on disk afterwards.
     *
     * @throws IOException when it cannot be read or written; nothing has changed then
     */
    Put put(Path source) throws IOException {
        try (InputStream in = Files.newInputStream(source);
                MediaDirectory.Incoming copy = directory.begin()) {
            MessageDigest digest = sha256();
            long size = 0;
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (isTooLarge(size)) {
                    return new Put(FileOutcome.TOO_LARGE, "", size);
                }
                digest.update(buffer, 0, read);
                ByteBuffer rest = ByteBuffer.wrap(buffer, 0, read);
                while (rest.hasRemaining()) {
                    copy.channel.write(rest);
                }
            }
            copy.force();
            return publish(copy, HexFormat.of().formatHex(digest.digest()), size);
        }
    }

    private Put publish(MediaDirectory.Incoming copy, String sha256, long size) throws IOException {
        Path target = path(sha256);
        publishing.lock();
        try {
            if (Files.isRegularFile(target)) {
                return new Put(FileOutcome.KNOWN, sha256, size);
            }
            if (!hasRoom(size)) {
                return new Put(FileOutcome.FULL, "", size);
            }
            copy.publish(target);
            bytes.addAndGet(size);
            return new Put(FileOutcome.STORED, sha256, size);
        } finally {
            publishing.unlock();
        }
    }

    /** Where a file is; empty when there is none, or the name is no SHA-256 in lower-case hex. */
    Optional<Path> find(String sha256) {
        return Optional.of(sha256)
                .filter(name -> SHA256.matcher(name).matches())
                .map(this::path)
                .filter(Files::isRegularFile);
    }

    private Path path(String sha256) {
        return files.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
