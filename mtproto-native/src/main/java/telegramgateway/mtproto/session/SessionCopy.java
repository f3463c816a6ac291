package telegramgateway.mtproto.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a session's directory, taken while no client has it open; a copy of an open one is damaged. It is called
 * {@code <name>-<timestamp>.incomplete} until it was read back and found the same.
 */
public final class SessionCopy {
    private static final int CHUNK_BYTES = 1 << 16;

    private final Path incomplete;
    private final Path complete;
    private final Map<Path, Content> contents = new TreeMap<>();

    /** What was read of a file. */
    private record Content(long bytes, String sha256) {}

    private SessionCopy(Path complete) {
        this.complete = complete;
        incomplete = complete.resolveSibling(complete.getFileName() + ".incomplete");
    }

    /**
     * Copies a directory that no client has open. Everything is on disk afterwards, for its owner only.
     *
     * @param to where the copy's own directory is made; is made if need be
     * @throws SessionException when there is nothing to copy, or it cannot be written
     */
    public static SessionCopy of(SessionDirectory session, Path to, Instant now) {
        Path from = session.path().toAbsolutePath().normalize();
        Path into = to.toAbsolutePath().normalize();
        if (!session.wasEverLoggedIn()) {
            throw new SessionException("The session " + from + " was never logged in.", "There is nothing to back up.");
        }
        if (into.startsWith(from)) {
            throw new SessionException(
                    "The backup would lie in the session " + from + " itself.", "Choose another directory.");
        }
        SessionCopy copy = new SessionCopy(
                SessionDirectory.free(into.resolve(from.getFileName() + "-" + SessionDirectory.STAMP.format(now))));
        try {
            Files.createDirectories(into, PosixFilePermissions.asFileAttribute(SessionDirectory.OWNER_DIRECTORY));
            copy.copy(from);
            return copy;
        } catch (IOException e) {
            copy.drop();
            throw unwritten(into, e);
        } catch (RuntimeException e) {
            copy.drop();
            throw e;
        }
    }

    /**
     * Reads the copy back and gives it its name. The session may be open again.
     *
     * @throws SessionException when it is not what was read; it is deleted then
     */
    public SessionBackup verified() {
        try {
            for (Map.Entry<Path, Content> file : contents.entrySet()) {
                if (!read(incomplete.resolve(file.getKey()), null).equals(file.getValue())) {
                    throw new SessionException(
                            "The backup's file " + file.getKey() + " is not what was written.",
                            "Check the disk under " + complete.getParent() + ", or choose another.");
                }
            }
            Files.move(incomplete, complete, StandardCopyOption.ATOMIC_MOVE);
            force(complete.resolve(".."));
            return new SessionBackup(
                    complete,
                    contents.size(),
                    contents.values().stream().mapToLong(Content::bytes).sum());
        } catch (IOException e) {
            drop();
            throw unwritten(complete, e);
        } catch (SessionException e) {
            drop();
            throw e;
        }
    }

    private void copy(Path from) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(from)) {
            paths = all.sorted().toList();
        }
        for (Path path : paths) {
            Path relative = from.relativize(path);
            Path target = incomplete.resolve(relative);
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(target, PosixFilePermissions.asFileAttribute(SessionDirectory.OWNER_DIRECTORY));
            } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                contents.put(relative, copy(path, target));
            } else {
                throw new SessionException(
                        path + " is neither a file nor a directory.", "TDLib makes no such thing: remove it.");
            }
        }
        for (Path path : paths) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                force(incomplete.resolve(from.relativize(path)));
            }
        }
    }

    private static Content copy(Path from, Path to) throws IOException {
        try (FileChannel out = FileChannel.open(
                to,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(SessionDirectory.OWNER_FILE))) {
            Content content = read(from, out);
            out.force(true);
            return content;
        }
    }

    /** @param copy gets what is read; null for nobody */
    private static Content read(Path file, @Nullable FileChannel copy) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK_BYTES];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
                bytes += read;
                ByteBuffer rest = ByteBuffer.wrap(chunk, 0, read);
                while (copy != null && rest.hasRemaining()) {
                    copy.write(rest);
                }
            }
        }
        return new Content(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory)) {
            channel.force(true);
        }
    }

    private static SessionException unwritten(Path where, IOException cause) {
        return new SessionException(
                "The session cannot be copied to " + where + " ("
                        + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ").",
                "Choose a directory with room that the gateway's user can write.",
                cause);
    }

    /** Half a copy would be taken for one. */
    private void drop() {
        try (Stream<Path> all = Files.walk(incomplete)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException _) {
            // Its name says that it is incomplete.
        }
    }
}
