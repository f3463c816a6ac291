package telegramgateway.mtproto.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import telegramgateway.mtproto.intake.Intake;

/** The jobs of one gateway. Safe for use by many threads. */
public final class Imports implements AutoCloseable {
    /** Jobs that run or whose file is being received at once, at most. */
    static final int RUNNING_MAX = 4;

    /** Ended jobs whose state is kept. */
    static final int ENDED_KEPT = 100;

    private final ImportFiles files;
    private final Intake intake;
    private final InstantSource clock;
    private final long maxBytes;
    private final Map<String, ImportRun> running = new ConcurrentHashMap<>();

    /** Files that are being received. Guarded by this. */
    private int receiving;

    /**
     * Opens the jobs of a directory and lets those go on that a restart interrupted.
     *
     * @param maxBytes of one file
     */
    public Imports(Path directory, Intake intake, InstantSource clock, long maxBytes) {
        try {
            this.files = new ImportFiles(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The directory for imports cannot be used", e);
        }
        this.intake = intake;
        this.clock = clock;
        this.maxBytes = maxBytes;
        files.dropStrays();
        files.all().stream().filter(ImportStatus::isRunning).forEach(this::run);
    }

    long maxBytes() {
        return maxBytes;
    }

    /** The number of jobs that run now. */
    public long running() {
        return running.values().stream().filter(run -> run.status().isRunning()).count();
    }

    /**
     * Keeps the file and begins to read it.
     *
     * @throws TooManyImportsException before anything is read
     * @throws FileTooLargeException beyond the limit
     * @throws NotKeptException when the disk does not take the file
     * @throws IOException when the file cannot be read
     */
    ImportStatus start(ImportRequest request, InputStream export) throws IOException {
        reservePlace();
        try {
            String id = UUID.randomUUID().toString();
            long bytes = files.keepExport(id, export, maxBytes);
            ImportStatus status = ImportStatus.started(id, request, bytes, clock.instant());
            files.writeFirst(status);
            run(status);
            forgetOld();
            return status;
        } finally {
            freePlace();
        }
    }

    private synchronized void reservePlace() {
        if (running() + receiving >= RUNNING_MAX) {
            throw new TooManyImportsException();
        }
        receiving++;
    }

    private synchronized void freePlace() {
        receiving--;
    }

    Optional<ImportStatus> find(String id) {
        ImportRun run = running.get(id);
        return run != null ? Optional.of(run.status()) : files.read(id);
    }

    /** The youngest first. */
    List<ImportStatus> all() {
        return files.all().stream()
                .map(kept -> {
                    ImportRun run = running.get(kept.id());
                    return run == null ? kept : run.status();
                })
                .toList();
    }

    /** Ends a job for good; what it has handed over stays. One that has ended stays as it is. */
    Optional<ImportStatus> cancel(String id) {
        ImportRun run = running.get(id);
        if (run != null && run.status().isRunning()) {
            run.cancel();
        }
        return find(id);
    }

    private void run(ImportStatus status) {
        running.values().removeIf(run -> !run.status().isRunning() && run.keepEnd());
        ImportRun run = new ImportRun(status, files, intake, clock);
        running.put(status.id(), run);
        run.start();
    }

    private void forgetOld() {
        files.all().stream()
                .filter(status -> !status.isRunning())
                .skip(ENDED_KEPT)
                .forEach(status -> files.drop(status.id()));
    }

    /** Interrupts the jobs; they go on when the gateway is started again. */
    @Override
    public void close() {
        for (ImportRun run : running.values()) {
            run.stop();
            if (!run.status().isRunning()) {
                run.keepEnd();
            }
        }
    }
}
