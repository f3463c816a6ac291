package telegramgateway.mtproto.media;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The directory of files: for its owner only. A file is written under {@code incoming} and moved when it is whole and
 * on disk, so that nobody sees half of one. Safe for use by several threads of one process.
 */
final class MediaDirectory {
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private final Path root;
    private final Path incoming;

    private MediaDirectory(Path root) {
        this.root = root;
        this.incoming = root.resolve("incoming");
    }

    /** Makes it if need be, closes it to others, and removes what was being written when the last process ended. */
    static MediaDirectory open(Path root) throws IOException {
        Files.createDirectories(root, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
        Files.setPosixFilePermissions(root, OWNER_DIRECTORY);
        MediaDirectory directory = new MediaDirectory(root);
        directory.make(directory.incoming);
        List<Path> leftovers;
        try (Stream<Path> paths = Files.list(directory.incoming)) {
            leftovers = paths.toList();
        }
        for (Path leftover : leftovers) {
            Files.delete(leftover);
        }
        return directory;
    }

    /** A directory below this one, for its owner only. */
    Path make(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
            force(parent(directory));
        }
        return directory;
    }

    Path resolve(String first) {
        return root.resolve(first);
    }

    /** A file that is being written. Closing it removes what was not published. */
    final class Incoming implements AutoCloseable {
        private final Path path;
        final FileChannel channel;

        private Incoming(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
        }

        /** Everything that was written is on disk afterwards. */
        void force() throws IOException {
            channel.force(true);
        }

        /** It is the file of that name from now on, in the place of another one. */
        void publish(Path target) throws IOException {
            make(parent(target));
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            MediaDirectory.force(parent(target));
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(path);
        }
    }

    Incoming begin() throws IOException {
        Path path = incoming.resolve(UUID.randomUUID().toString());
        return new Incoming(
                path,
                FileChannel.open(path, Set.of(CREATE_NEW, WRITE), PosixFilePermissions.asFileAttribute(OWNER_FILE)));
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    /** What a directory holds is on disk only then. */
    private static void force(Path directory) throws IOException {
        try (FileChannel opened = FileChannel.open(directory, READ)) {
            opened.force(true);
        }
    }
}
