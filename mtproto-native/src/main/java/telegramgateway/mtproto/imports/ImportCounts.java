package telegramgateway.mtproto.imports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import telegramgateway.mtproto.export.ExportedChat;
import telegramgateway.mtproto.intake.Outcome;

/** What a job has counted so far. Safe for use by many threads. */
final class ImportCounts {
    private static final String UNCHANGED = "unchanged";
    private static final String STALE = "stale";

    private final Map<Long, ImportStatus.Chat> chats = new LinkedHashMap<>();
    private final Map<String, Long> rejected = new TreeMap<>();
    private long received;
    private long accepted;
    private long unchanged;
    private long stale;
    private long waiting;

    /** Continues where a job was interrupted. */
    ImportCounts(ImportStatus status) {
        status.chats().forEach(chat -> chats.put(chat.channelId(), chat));
        rejected.putAll(status.rejected());
        received = status.received();
        accepted = status.accepted();
        unchanged = status.unchanged();
        stale = status.stale();
    }

    synchronized void chat(ExportedChat chat) {
        // What is refused as a whole leaves no trace, least of all the name of a person.
        String title = chat.isRefused() ? null : chat.title();
        chats.putIfAbsent(chat.channelId(), new ImportStatus.Chat(chat.channelId(), title, chat.type(), 0));
    }

    /** Intake has taken a message and decides it later. */
    synchronized void taken(long channelId) {
        read(channelId);
        waiting++;
    }

    /** Intake has taken an entry that is no message, and counts it later. */
    synchronized void takenRefusal() {
        received++;
        waiting++;
    }

    /** A message was read that nobody decides. */
    synchronized void read(long channelId) {
        received++;
        chats.computeIfPresent(
                channelId,
                (_, chat) -> new ImportStatus.Chat(channelId, chat.title(), chat.type(), chat.messages() + 1));
    }

    synchronized void rejected(String reason) {
        received++;
        rejected.merge(reason, 1L, Long::sum);
    }

    synchronized void decided(Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted _ -> accepted++;
            case Outcome.Rejected(String reason) when reason.equals(UNCHANGED) -> unchanged++;
            case Outcome.Rejected(String reason) when reason.equals(STALE) -> stale++;
            case Outcome.Rejected(String reason) -> rejected.merge(reason, 1L, Long::sum);
        }
        waiting--;
        notifyAll();
    }

    /** Waits until everything that was submitted is decided. */
    synchronized void awaitDecided() throws InterruptedException {
        while (waiting > 0) {
            wait();
        }
    }

    /** The same for a time at most; returns how many are not decided then. */
    synchronized long awaitDecided(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long left = timeout.toMillis();
        while (waiting > 0 && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        return waiting;
    }

    synchronized ImportStatus status(ImportStatus earlier, long bytesRead) {
        List<ImportStatus.Chat> seen = new ArrayList<>(chats.values());
        return new ImportStatus(
                earlier.id(),
                earlier.name(),
                earlier.mode(),
                earlier.speed(),
                earlier.zone(),
                earlier.dryRun(),
                earlier.state(),
                received,
                accepted,
                unchanged,
                stale,
                new TreeMap<>(rejected),
                bytesRead,
                earlier.bytesTotal(),
                seen,
                earlier.error(),
                earlier.startedAt(),
                earlier.finishedAt());
    }
}
