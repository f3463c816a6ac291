package telegramgateway.message.cache;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.FeedDatabase;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.StoreUnavailableException;

/** A database that has applied the journal up to its cursor, and may be away, lag, or fall back to a backup. */
final class SimulatedDatabase implements FeedDatabase {

    /** A latest state and the true time of its commit, ms. */
    private record Row(MessageEvent event, long committedAt) {}

    private final SimulatedJournal journal;
    private final SimulatedTime time;
    private Map<String, Row> rows = new HashMap<>();
    private long cursor;
    private Map<String, Row> backup = Map.of();
    private long backupCursor;
    private boolean down;
    private long lastDown = Long.MIN_VALUE;

    SimulatedDatabase(SimulatedJournal journal, SimulatedTime time) {
        this.journal = journal;
        this.time = time;
    }

    /** Applies the next events of the journal; returns how many. */
    int apply(int max) {
        List<SimulatedJournal.Entry> next = journal.after(cursor);
        int count = down ? 0 : Math.min(max, next.size());
        for (SimulatedJournal.Entry entry : next.subList(0, count)) {
            MessageEvent event = entry.event();
            rows.put(event.channelId() + ":" + event.messageId(), new Row(event, time.now()));
            cursor = event.position();
        }
        return count;
    }

    String backUp() {
        backup = Map.copyOf(rows);
        backupCursor = cursor;
        return "up to " + cursor;
    }

    String restoreBackup() {
        rows = new HashMap<>(backup);
        cursor = backupCursor;
        return "up to " + cursor;
    }

    String toggleDown() {
        down = !down;
        return down ? "down" : "up";
    }

    void heal() {
        down = false;
    }

    /** Whether somebody who asks at most once in so many milliseconds may not know that it is up. */
    boolean wasDownWithin(long millis) {
        return down || time.now() - lastDown <= millis;
    }

    /** Whether it has an event above a position for so many milliseconds. */
    boolean hasAboveSince(long channelId, long position, long millis) {
        return rows.values().stream()
                .anyMatch(row -> row.event().channelId() == channelId
                        && row.event().position() > position
                        && time.now() - row.committedAt() > millis);
    }

    @Override
    public List<FeedEntry> after(long channelId, long position, int limit) {
        List<FeedEntry> found = new ArrayList<>();
        for (MessageEvent event : of(channelId)) {
            if (event.position() > position && found.size() < limit) {
                found.add(new FeedEntry(event.messageId(), event.position(), event.json()));
            }
        }
        return found;
    }

    @Override
    public long head(long channelId) {
        List<MessageEvent> events = of(channelId);
        return events.isEmpty() ? 0 : events.getLast().position();
    }

    private List<MessageEvent> of(long channelId) {
        if (down) {
            lastDown = time.now();
            throw new StoreUnavailableException("The database is down", new IllegalStateException("test"));
        }
        return rows.values().stream()
                .map(Row::event)
                .filter(event -> event.channelId() == channelId)
                .sorted(Comparator.comparingLong(MessageEvent::position))
                .toList();
    }
}
