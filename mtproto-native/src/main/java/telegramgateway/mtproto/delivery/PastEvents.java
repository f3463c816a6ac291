package telegramgateway.mtproto.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.Behind;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.JournalGapException;
import telegramgateway.mtproto.journal.TargetLane;

/**
 * What a target that is behind lacks in the journal: from the database, and what the database refused from where the
 * journal parked it. In the journal's order, and of this gateway only. For one lane and its one thread.
 */
final class PastEvents {
    private final MessageDatabase database;
    private final Journal journal;
    private final TargetLane lane;

    /** The database has as many events as the lane lacks up to here. */
    private long verifiedUpTo;

    PastEvents(MessageDatabase database, Journal journal, TargetLane lane) {
        this.database = database;
        this.journal = journal;
        this.lane = lane;
    }

    /** Counts again before anything else is delivered: time has passed, and the database may have dropped some. */
    void doubt() {
        verifiedUpTo = 0;
    }

    /**
     * The next events of a lane, without those parked for its target; empty when it has had all that it lacked.
     *
     * @param behind counted
     * @param bytes of their JSON at most, but at least one event
     * @throws JournalGapException when the database does not have what the journal counted
     * @throws StoreUnavailableException when the database cannot answer now
     */
    List<MessageEvent> next(long cursor, Behind behind, int limit, long bytes) {
        if (verifiedUpTo != behind.upTo()) {
            verify(cursor, behind);
        }
        Set<Long> parked = journal.targets().parked(lane.target(), cursor, behind.upTo());
        List<MessageEvent> events = new ArrayList<>();
        long above = cursor;
        boolean atEnd;
        do {
            List<byte[]> page = page(above, behind.upTo(), limit);
            atEnd = page.size() < limit;
            for (byte[] json : page) {
                Message message = MessageJson.decode(json);
                above = message.position();
                if (!parked.contains(above)) {
                    long sequence = behind.nextSequence() - behind.events() + events.size();
                    // The previous event is known to the journal only; it was needed for the cache, which is never
                    // here.
                    events.add(new MessageEvent(Math.max(1, sequence), above, 0, message, json));
                }
            }
        } while (events.isEmpty() && !atEnd);
        if (atEnd ? events.size() != behind.events() : events.size() > behind.events()) {
            throw new JournalGapException(lane, cursor, behind.events(), events.size());
        }
        return within(bytes, events);
    }

    /** Before the first event: once a later one of its channel is delivered, one that is missing would be skipped. */
    private void verify(long cursor, Behind behind) {
        long found = count(cursor, behind);
        if (found != behind.events()) {
            throw new JournalGapException(lane, cursor, behind.events(), found);
        }
        verifiedUpTo = behind.upTo();
    }

    private List<byte[]> page(long above, long upTo, int limit) {
        List<byte[]> stored = database.events(journal.gateway(), above, upTo, limit);
        List<byte[]> refused = journal.targets().refused(DatabaseTarget.NAME, above, upTo, limit);
        return refused.isEmpty()
                ? stored
                : Stream.concat(stored.stream(), refused.stream())
                        .sorted(Comparator.comparingLong(
                                json -> MessageJson.decode(json).position()))
                        .limit(limit)
                        .toList();
    }

    private static List<MessageEvent> within(long bytes, List<MessageEvent> events) {
        long size = 0;
        int count = 0;
        while (count < events.size() && size < bytes) {
            size += events.get(count).json().length;
            count++;
        }
        return events.subList(0, count);
    }

    /** How many events can be had that the lane lacks, without those parked for its target. */
    long count(long cursor, Behind behind) {
        long upTo = behind.upTo();
        return database.countEvents(journal.gateway(), cursor, upTo)
                + journal.targets().parked(DatabaseTarget.NAME, cursor, upTo).size()
                - journal.targets().parked(lane.target(), cursor, upTo).size();
    }
}
