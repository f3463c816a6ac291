package telegramgateway.mtproto.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.mtproto.TestClock;

/** A journal that is ready, with the targets of a gateway. */
final class TestJournal implements AutoCloseable {
    final TestClock clock = new TestClock();
    final TargetLane cache;
    final List<TargetLane> database;
    Journal journal;
    private final Path directory;
    private final long maxBytes;

    TestJournal(Path directory, long maxBytes) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        journal = Journal.open(directory, maxBytes, clock);
        journal.ready();
        cache = journal.targets().start("cache", 1, Long.MAX_VALUE).getFirst();
        database = journal.targets().start("database", TargetLane.COUNT, 0);
    }

    void reopen() {
        journal.close();
        journal = Journal.open(directory, maxBytes, clock);
    }

    List<MessageEvent> append(List<Message> messages) {
        return append(journal, messages);
    }

    static List<MessageEvent> append(Journal journal, List<Message> messages) {
        return journal.append(append -> {
            List<MessageEvent> events = new ArrayList<>();
            for (Message message : messages) {
                events.add(append.append(
                        message,
                        message.kind(),
                        MessageJson.contentHash(message),
                        append.known(message.channelId(), message.messageId())));
            }
            return events;
        });
    }

    long deliver(TargetLane lane) {
        return deliver(journal, lane);
    }

    /** Delivers everything that a lane has not had. */
    static long deliver(Journal journal, TargetLane lane) {
        List<MessageEvent> events =
                journal.after(lane, journal.targets().cursor(lane).position(), Integer.MAX_VALUE, Long.MAX_VALUE);
        if (!events.isEmpty()) {
            journal.targets().advance(lane, events.getLast().position(), events.size(), 0);
        }
        return events.size();
    }

    void deliverToAll() {
        deliver(cache);
        database.forEach(this::deliver);
    }

    TargetBooks books(String target) {
        return journal.targets().books().stream()
                .filter(books -> books.target().equals(target))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        journal.close();
    }
}
