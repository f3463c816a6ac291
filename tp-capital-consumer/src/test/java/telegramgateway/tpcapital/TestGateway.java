package telegramgateway.tpcapital;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.DeliveryBatch;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;

/** What the consumer sees of the gateway: events with rising positions, delivered to cache and database. */
public final class TestGateway {
    public static final Instant SENT = Instant.parse("2026-01-02T13:04:05Z");

    private final UUID journal = UUID.randomUUID();
    private final MessageDatabase database;
    private final MessageCache cache;
    private final Map<Long, Long> heads = new HashMap<>();
    private final List<MessageEvent> undelivered = new ArrayList<>();
    private long sequence;
    private long position = 1_700_000_000_000_000L;
    private long delivered;

    public TestGateway(MessageDatabase database, MessageCache cache) {
        this.database = database;
        this.cache = cache;
    }

    public MessageEvent post(long channelId, long messageId, String text) {
        return accept(content(channelId, messageId, null, text), MessageKind.POSTED);
    }

    public MessageEvent edit(long channelId, long messageId, String text) {
        return accept(content(channelId, messageId, SENT.plusSeconds(600), text), MessageKind.EDITED);
    }

    public MessageEvent delete(long channelId, long messageId) {
        Instant deletedAt = SENT.plusSeconds(900);
        Message deletion = Message.deletion(channelId, messageId, deletedAt, deletedAt, MessageSource.USER, "test");
        return accept(deletion, MessageKind.DELETED);
    }

    private MessageEvent accept(Message observed, MessageKind kind) {
        position += 1_000;
        Message message = observed.accepted(kind, position);
        long previous = heads.getOrDefault(message.channelId(), 0L);
        heads.put(message.channelId(), position);
        MessageEvent event = new MessageEvent(++sequence, position, previous, message, MessageJson.encode(message));
        undelivered.add(event);
        return event;
    }

    /** Delivers what was accepted since the last call, as the real targets do; a cache that is down is passed over. */
    public void deliver() {
        deliverToCache();
        deliverToDatabase();
    }

    public void deliverToCache() {
        try {
            cache.write(List.copyOf(undelivered), Map.of());
            cache.assertHeads(Map.copyOf(heads), Map.of());
        } catch (StoreUnavailableException e) {
            // The chain of positions makes the gap known.
        }
    }

    public void deliverToDatabase() {
        if (undelivered.isEmpty()) {
            return;
        }
        long last = undelivered.getLast().position();
        database.cursor(journal, 0);
        database.apply(new DeliveryBatch(journal, 0, delivered, last, undelivered, List.of()));
        delivered = last;
        undelivered.clear();
    }

    private static Message content(long channelId, long messageId, @Nullable Instant editedAt, String text) {
        return new Message(
                channelId,
                messageId,
                Message.UNACCEPTED,
                MessageKind.POSTED,
                SENT.plusSeconds(messageId),
                editedAt,
                null,
                SENT.plusSeconds(messageId),
                MessageSource.USER,
                "test",
                text,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>());
    }
}
