package telegramgateway.mtproto.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        chats.putIfAbsent(chat.channelId(), new ImportStatus.Chat(chat.channelId(), chat.title(), chat.type(), 0));
    }

    /** A message was read that is decided later. */
    synchronized void submitted(long channelId) {
        read(channelId);
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
