package telegramgateway.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.cache.CacheOptions;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.message.database.ChannelTitle;
import telegramgateway.message.database.DeliveryBatch;
import telegramgateway.message.database.MessageDatabase;

/** Does what the gateway's targets do: writes events to the cache and to the database. For one thread. */
final class Feeder implements AutoCloseable {
    private static final Instant SENT_AT = Instant.parse("2025-10-25T12:00:00Z");

    private final MessageCache cache;
    private final MessageDatabase database;
    private final UUID journal = UUID.randomUUID();
    private final Map<Long, Long> heads = new HashMap<>();
    private long sequence;
    private long position;
    private long stored;

    Feeder(String redisUrl, DataSource database) {
        this.cache = MessageCache.connect(CacheOptions.of(redisUrl), InstantSource.system());
        this.database = new MessageDatabase(database);
    }

    /** Accepts messages with ids 1 to count, sent a minute apart. */
    List<MessageEvent> posted(long channel, int count) {
        List<MessageEvent> events = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            events.add(posted(channel, id, "Olá 🚀 \"" + id + "\" مرحبا"));
        }
        return events;
    }

    MessageEvent posted(long channel, long id, String text) {
        return accept(content(channel, id, text, null), MessageKind.POSTED);
    }

    MessageEvent edited(long channel, long id, String text) {
        return accept(content(channel, id, text, Instant.now()), MessageKind.EDITED);
    }

    private static Message content(long channel, long id, String text, @Nullable Instant editedAt) {
        return new Message(
                channel,
                id,
                Message.UNACCEPTED,
                MessageKind.POSTED,
                SENT_AT.plus(id, ChronoUnit.MINUTES),
                editedAt,
                null,
                Instant.now(),
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

    /** The same events as another account would have observed them. */
    List<MessageEvent> ofAccount(String account, List<MessageEvent> events) {
        return events.stream()
                .map(event -> {
                    String json = new String(event.json(), StandardCharsets.UTF_8);
                    byte[] changed = json.replace("\"account\":\"test\"", "\"account\":\"" + account + "\"")
                            .getBytes(StandardCharsets.UTF_8);
                    return new MessageEvent(
                            event.sequence(), event.position(), event.previous(), MessageJson.decode(changed), changed);
                })
                .toList();
    }

    MessageEvent deleted(long channel, long id) {
        Instant now = Instant.now();
        return accept(Message.deletion(channel, id, now, now, MessageSource.USER, "test"), MessageKind.DELETED);
    }

    /** To the database, then to the cache, then vouches for the heads. */
    void deliver(List<MessageEvent> events) {
        store(events);
        cache(events);
    }

    void store(List<MessageEvent> events) {
        List<ChannelTitle> titles = events.stream()
                .map(MessageEvent::channelId)
                .distinct()
                .map(channel -> new ChannelTitle(channel, "Channel " + channel, null, "public_channel"))
                .toList();
        database.cursor(journal, 0);
        long last = events.getLast().position();
        database.apply(new DeliveryBatch(journal, 0, stored, last, events, titles));
        stored = last;
    }

    void cache(List<MessageEvent> events) {
        cache.write(events, Map.of());
        vouch(events.getLast().channelId());
    }

    /** Tells the cache that it has everything of a channel. */
    void vouch(long channel) {
        cache.assertHeads(Map.of(channel, heads.getOrDefault(channel, 0L)), Map.of());
    }

    private MessageEvent accept(Message message, MessageKind kind) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        position = Math.max(position + 1, now);
        Message accepted = message.accepted(kind, position);
        long previous = heads.getOrDefault(message.channelId(), 0L);
        heads.put(message.channelId(), position);
        return new MessageEvent(++sequence, position, previous, accepted, MessageJson.encode(accepted));
    }

    @Override
    public void close() {
        cache.close();
    }
}
