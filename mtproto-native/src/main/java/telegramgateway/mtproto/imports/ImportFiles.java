package telegramgateway.mtproto.imports;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The jobs on disk: the file that each reads, and its state. For the owner's eyes only. */
final class ImportFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ImportFiles.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int COPY_BYTES = 1 << 16;
    private static final String STATUS = ".status.json";
    private static final String EXPORT = ".export";
    private static final FileAttribute<?> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;

    ImportFiles(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory, OWNER_DIRECTORY);
    }

    /**
     * Keeps a file for a job; it is on disk when this returns.
     *
     * @throws FileTooLargeException beyond the limit; nothing is kept
     * @throws NotKeptException when the disk does not take it; nothing is kept
     * @throws IOException when the file cannot be read; nothing is kept
     */
    long keepExport(String id, InputStream body, long maxBytes) throws IOException {
        Path file = export(id);
        long total = 0;
        try (FileChannel out = create(file)) {
            byte[] buffer = new byte[COPY_BYTES];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                total += read;
                if (total > maxBytes) {
                    throw new FileTooLargeException();
                }
                keep(out, ByteBuffer.wrap(buffer, 0, read));
            }
            force(out);
            return total;
        } catch (IOException | RuntimeException e) {
            delete(file);
            throw e;
        }
    }

    private static FileChannel create(Path file) {
        try {
            return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE);
        } catch (IOException e) {
            throw new NotKeptException(e);
        }
    }

    private static void keep(FileChannel out, ByteBuffer bytes) {
        try {
            writeAll(out, bytes);
        } catch (IOException e) {
            throw new NotKeptException(e);
        }
    }

    private static void force(FileChannel out) {
        try {
            out.force(true);
        } catch (IOException e) {
            throw new NotKeptException(e);
        }
    }

    /**
     * Keeps the state of a new job.
     *
     * @throws NotKeptException when the disk does not take it; the job's file is then dropped
     */
    void writeFirst(ImportStatus status) {
        try {
            write(status);
        } catch (UncheckedIOException e) {
            drop(status.id());
            throw new NotKeptException(e);
        }
    }

    InputStream readExport(String id) throws IOException {
        return Files.newInputStream(export(id));
    }

    /** Replaces the job's state in one step. */
    void write(ImportStatus status) {
        Path file = directory.resolve(status.id() + STATUS);
        Path next = directory.resolve(status.id() + STATUS + ".next");
        try {
            Files.deleteIfExists(next);
            Files.createFile(next, OWNER_FILE);
            try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
                writeAll(out, ByteBuffer.wrap(JSON.writeValueAsBytes(status)));
                out.force(true);
            }
            Files.move(next, file, ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The state of import " + status.id() + " cannot be written", e);
        }
    }

    Optional<ImportStatus> read(String id) {
        Path file = directory.resolve(id + STATUS);
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(Files.readAllBytes(file), ImportStatus.class))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            LOG.error("The state of import {} cannot be read: {}", id, e.getMessage());
            return Optional.empty();
        }
    }

    /** All jobs, the youngest first. */
    List<ImportStatus> all() {
        List<ImportStatus> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(STATUS))
                    .map(name -> name.substring(0, name.length() - STATUS.length()))
                    .forEach(id -> read(id).ifPresent(all::add));
        } catch (IOException e) {
            throw new UncheckedIOException("The imports cannot be listed", e);
        }
        all.sort(Comparator.comparing(ImportStatus::startedAt).reversed());
        return all;
    }

    /** Removes the files of jobs that were never started: their upload was cut. */
    void dropStrays() {
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(EXPORT))
                    .map(name -> name.substring(0, name.length() - EXPORT.length()))
                    .filter(id -> !Files.exists(directory.resolve(id + STATUS)))
                    .forEach(this::dropExport);
        } catch (IOException e) {
            LOG.warn("Cut uploads in {} cannot be removed: {}", directory, e.getMessage());
        }
    }

    /** Removes the file of a job that has ended. */
    void dropExport(String id) {
        delete(export(id));
    }

    void drop(String id) {
        dropExport(id);
        delete(directory.resolve(id + STATUS));
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", file, e.getMessage());
        }
    }

    private Path export(String id) {
        return directory.resolve(id + EXPORT);
    }
}
