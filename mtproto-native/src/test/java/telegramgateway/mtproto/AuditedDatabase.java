package telegramgateway.mtproto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import telegramgateway.message.Message;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;
import telegramgateway.message.database.DeliveryBatch;
import telegramgateway.message.database.MessageDatabase;

/** A real database, and {@code bin/audit} on it. */
final class AuditedDatabase {
    private static final TestServers SERVERS = TestServers.onSharedPostgres();
    private static final Instant SENT = Instant.parse("2026-01-02T03:04:05Z");
    private static final AtomicLong CHANNEL = new AtomicLong(-1_001_700_000_000L);

    private final UUID journal = UUID.randomUUID();
    private long position;
    private String out = "";
    private String err = "";

    /** A channel that no other test uses. */
    static long newChannel() {
        return CHANNEL.getAndDecrement();
    }

    static void execute(String sql) {
        SERVERS.execute(sql);
    }

    String out() {
        return out;
    }

    String err() {
        return err;
    }

    int audit(String... arguments) {
        return run(environment(), arguments);
    }

    int run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int status = AuditRun.run(
                List.of(arguments),
                environment,
                new PrintStream(written, true, UTF_8),
                new PrintStream(complaints, true, UTF_8));
        out = written.toString(UTF_8);
        err = complaints.toString(UTF_8);
        return status;
    }

    static Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "TIMESCALEDB_HOST", SERVERS.database().host(),
                "TIMESCALEDB_PORT", Integer.toString(SERVERS.database().port()),
                "TIMESCALEDB_DATABASE", SERVERS.database().name(),
                "TIMESCALEDB_USER", SERVERS.database().user(),
                "TIMESCALEDB_PASSWORD", SERVERS.database().password()));
    }

    /** Posts messages. */
    void deliver(long channelId, long... messageIds) {
        deliver(
                MessageKind.POSTED,
                LongStream.of(messageIds).mapToObj(id -> post(channelId, id)).toList());
    }

    /** Applies events as the gateway's lane does. */
    void deliver(MessageKind kind, List<Message> observed) {
        MessageDatabase database = new MessageDatabase(SERVERS.dataSource());
        long from = database.cursor(journal, 0).position();
        List<MessageEvent> events = new ArrayList<>();
        for (Message message : observed) {
            Message accepted = message.accepted(kind, ++position);
            events.add(new MessageEvent(position, position, 0, accepted, MessageJson.encode(accepted)));
        }
        database.apply(new DeliveryBatch(journal, 0, from, position, events, List.of()));
    }

    private static Message post(long channelId, long messageId) {
        return new Message(
                channelId,
                messageId,
                Message.UNACCEPTED,
                MessageKind.POSTED,
                SENT.plusSeconds(messageId),
                null,
                null,
                SENT,
                MessageSource.USER,
                "account",
                "text " + messageId,
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
