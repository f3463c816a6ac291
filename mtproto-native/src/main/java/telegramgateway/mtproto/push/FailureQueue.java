package telegramgateway.mtproto.push;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * The events that the endpoint did not take in time, one JSON per line, in order per channel. Several threads may put
 * events in; one thread at a time goes through them, and none puts any in meanwhile.
 */
public final class FailureQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FailureQueue.class);

    private final Path path;
    private final long maxBytes;
    private final InstantSource clock;
    private final QueueFile file;
    private QueueCounts counts = new QueueCounts();

    /** Takes events out. */
    public interface Sieve {
        /** @return those that stay, in their order */
        List<QueuedEvent> kept(List<QueuedEvent> events) throws InterruptedException;
    }

    private FailureQueue(Path path, long maxBytes, InstantSource clock, QueueFile file) {
        this.path = path;
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.file = file;
    }

    /**
     * Opens the file or makes it. A last line that a crash has cut off, or a line that is none of ours, is moved aside.
     *
     * @param maxBytes from which on it takes nothing more
     * @throws StoreUnavailableException when it cannot be used
     */
    static FailureQueue open(Path path, long maxBytes, InstantSource clock) {
        try {
            FailureQueue queue = new FailureQueue(path, maxBytes, clock, QueueFile.open(path));
            if (!queue.load()) {
                queue.repair();
            }
            return queue;
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static StoreUnavailableException unusable(Path path, IOException e) {
        return new StoreUnavailableException("The failure queue " + path + " cannot be used: " + e.getMessage(), e);
    }

    /** False when there are damaged lines. */
    private synchronized boolean load() throws IOException {
        boolean whole = true;
        try (QueueLines lines = new QueueLines(path)) {
            for (var chunk = lines.chunk(); !chunk.isEmpty(); chunk = lines.chunk()) {
                for (byte[] line : chunk) {
                    QueuedEvent event = parsed(line);
                    if (event == null) {
                        whole = false;
                    } else {
                        counts.add(event);
                    }
                }
            }
        }
        return whole;
    }

    private static @Nullable QueuedEvent parsed(byte[] line) {
        try {
            return QueuedEvent.parse(line);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private void repair() throws IOException {
        Path aside = QueueFile.beside(path, ".damaged-" + clock.instant().getEpochSecond());
        QueueFile.createPrivately(aside);
        int moved = 0;
        try (QueueLines lines = new QueueLines(path);
                QueueFile.Replacement whole = file.replacement()) {
            for (var chunk = lines.chunk(); !chunk.isEmpty(); chunk = lines.chunk()) {
                for (byte[] line : chunk) {
                    if (parsed(line) != null) {
                        whole.append(line);
                    } else {
                        Files.write(aside, line, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
                        moved++;
                    }
                }
            }
            whole.replace();
        }
        LOG.warn(
                "{} lines of the failure queue {} are cut off or damaged and were moved aside to {}. The journal knows"
                        + " what was saved, and puts it back.",
                moved,
                path,
                aside.getFileName());
    }

    /**
     * Puts events in, all or none. When this returns, they are on disk.
     *
     * @param json of each event, canonical
     * @throws StoreUnavailableException when there is no room
     */
    public void put(Collection<byte[]> json) {
        put(json, maxBytes);
    }

    /** The same for events that have been in here, whatever the limit is. */
    public void putBack(Collection<byte[]> json) {
        put(json, Long.MAX_VALUE);
    }

    private synchronized void put(Collection<byte[]> json, long limit) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        List<QueuedEvent> events = json.stream()
                .map(event -> QueuedEvent.failed(event, clock.instant()))
                .toList();
        events.forEach(event -> lines.writeBytes(event.line()));
        if (file.bytes() + lines.size() > limit) {
            throw new StoreUnavailableException(
                    "the failure queue has reached its limit of " + limit + " bytes: bin/recover-queue makes room",
                    null);
        }
        try {
            file.append(lines.toByteArray());
        } catch (IOException e) {
            throw unusable(path, e);
        }
        events.forEach(counts::add);
    }

    /** Shows every event, in order. */
    public void forEach(Consumer<QueuedEvent> reader) {
        try (QueueLines lines = new QueueLines(path)) {
            for (var chunk = lines.chunk(); !chunk.isEmpty(); chunk = lines.chunk()) {
                chunk.stream().map(QueuedEvent::parse).forEach(reader);
            }
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /**
     * Goes through all events, in order, some at a time. What the sieve does not keep is gone when this returns; when
     * it throws, or after a crash on the way, all are still there.
     */
    public void sift(Sieve sieve) throws InterruptedException {
        try (QueueLines lines = new QueueLines(path);
                QueueFile.Replacement rest = file.replacement()) {
            QueueCounts restCounts = new QueueCounts();
            for (var chunk = lines.chunk(); !chunk.isEmpty(); chunk = lines.chunk()) {
                List<QueuedEvent> events =
                        chunk.stream().map(QueuedEvent::parse).toList();
                for (QueuedEvent kept : sieve.kept(events)) {
                    rest.append(kept.line());
                    restCounts.add(kept);
                }
            }
            synchronized (this) {
                rest.replace();
                counts = restCounts;
            }
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** True when a channel has events in here: later ones must wait behind them. */
    public synchronized boolean holds(long channelId) {
        return counts.channels().containsKey(channelId);
    }

    /** The number of events of each channel that has some. */
    public synchronized SortedMap<Long, Long> channels() {
        return new TreeMap<>(counts.channels());
    }

    public synchronized long size() {
        return counts.size();
    }

    public synchronized long bytes() {
        return file.bytes();
    }

    /** The highest position in here; 0 if it is empty. */
    public synchronized long highestPosition() {
        return counts.highestPosition();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("The failure queue {} did not close cleanly: {}", path, e.getMessage());
        }
    }
}
