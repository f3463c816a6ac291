package telegramgateway.mtproto.repair;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageKind;
import telegramgateway.message.database.KnownMessage;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.journal.TargetLane;

/** A database that has at once what the journal has of one channel. */
record StoredInJournal(Journal journal) implements Stored {
    private static final long BYTES = 1 << 24;
    private static final int EVENTS_MAX = 10_000;

    NavigableMap<Long, Message> events() {
        NavigableMap<Long, Message> latest = new TreeMap<>();
        TargetLane lane = new TargetLane("test", TargetLane.of(ScriptedChannel.ID));
        for (MessageEvent event : journal.after(lane, 0, EVENTS_MAX, BYTES)) {
            latest.put(event.message().messageId(), event.message());
        }
        return latest;
    }

    @Override
    public List<KnownMessage> between(long channelId, long lo, long hi, int limit) {
        return events().subMap(lo, true, hi, true).descendingMap().values().stream()
                .limit(limit)
                .map(message -> new KnownMessage(
                        channelId,
                        message.messageId(),
                        1,
                        message.sentAt(),
                        message.editedAt(),
                        message.kind() == MessageKind.DELETED,
                        new byte[1]))
                .toList();
    }
}
