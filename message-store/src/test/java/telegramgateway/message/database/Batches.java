package telegramgateway.message.database;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.coverage.CoverageInterval;

/** Delivers events of one lane, as the gateway's database target does. */
final class Batches {

    static final Instant SENT = Instant.parse("2026-01-02T03:04:05Z");

    private final MessageDatabase database;
    private final UUID journal = UUID.randomUUID();
    private final int lane;
    private long cursor;

    Batches(MessageDatabase database) {
        this(database, 0);
    }

    Batches(MessageDatabase database, int lane) {
        this.database = database;
        this.lane = lane;
        this.cursor = database.cursor(journal, lane).position();
    }

    UUID journal() {
        return journal;
    }

    /** Applies the events in one batch whose cursor ends at the last of them. */
    Batches apply(MessageEvent... events) {
        return apply(List.of(events), List.of());
    }

    Batches apply(List<MessageEvent> events, List<ChannelTitle> titles) {
        return apply(events, titles, List.of());
    }

    /** Applies facts without an event. */
    Batches facts(CoverageInterval... facts) {
        return apply(List.of(), List.of(), List.of(facts));
    }

    Batches apply(List<MessageEvent> events, List<ChannelTitle> titles, List<CoverageInterval> facts) {
        DeliveryBatch plain = batch(events, titles);
        DeliveryBatch batch = new DeliveryBatch(
                plain.gateway(), journal, lane, cursor, plain.newPosition(), events, titles, facts, plain.epochs());
        database.apply(batch);
        cursor = batch.newPosition();
        return this;
    }

    /** Goes on from a cursor that something else has moved. */
    void standAt(long position) {
        cursor = position;
    }

    DeliveryBatch batch(List<MessageEvent> events, List<ChannelTitle> titles) {
        long end = events.isEmpty() ? cursor : events.getLast().position();
        return new DeliveryBatch(journal, lane, cursor, end, events, titles);
    }

    static MessageEvent posted(long channelId, long messageId, long position, String text) {
        return posted(channelId, messageId, position, text, SENT.plusSeconds(messageId));
    }

    static MessageEvent posted(long channelId, long messageId, long position, String text, Instant sentAt) {
        return event(content(channelId, messageId, sentAt, null, text, null).accepted(MessageKind.POSTED, position));
    }

    static MessageEvent edited(long channelId, long messageId, long position, String text) {
        Instant sentAt = SENT.plusSeconds(messageId);
        return event(content(channelId, messageId, sentAt, sentAt.plusSeconds(1), text, null)
                .accepted(MessageKind.EDITED, position));
    }

    static MessageEvent signed(long channelId, long messageId, long position, String text, String author) {
        return event(content(channelId, messageId, SENT, null, text, author).accepted(MessageKind.POSTED, position));
    }

    static MessageEvent deleted(long channelId, long messageId, long position) {
        return event(Message.deletion(channelId, messageId, SENT, SENT, MessageSource.USER, "account")
                .accepted(MessageKind.DELETED, position));
    }

    static MessageEvent event(Message message) {
        return new MessageEvent(message.position(), message.position(), 0, message, MessageJson.encode(message));
    }

    static List<byte[]> json(MessageEvent... events) {
        List<byte[]> json = new ArrayList<>();
        for (MessageEvent event : events) {
            json.add(event.json());
        }
        return json;
    }

    private static Message content(
            long channelId,
            long messageId,
            Instant sentAt,
            @Nullable Instant editedAt,
            String text,
            @Nullable String author) {
        return new Message(
                channelId,
                messageId,
                Message.UNACCEPTED,
                MessageKind.POSTED,
                sentAt,
                editedAt,
                null,
                sentAt,
                MessageSource.USER,
                "account",
                text,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                author,
                new TreeMap<>());
    }
}
