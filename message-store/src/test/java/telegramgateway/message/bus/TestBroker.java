package telegramgateway.message.bus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import telegramgateway.local.LocalRabbit;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageKind;
import telegramgateway.message.MessageSource;

/** A real broker, events for it, and a look into its queues that is not the gateway's own. */
final class TestBroker implements AutoCloseable {
    static final long CHANNEL = -1001649127710L;
    static final String CONSUMER = "tp-capital";

    /** Without waiting nothing can be fetched from a queue that serves one subscriber at a time. */
    private static final int SILENCE_MS = 1_000;

    final LocalRabbit server;
    final CachingConnectionFactory connections;
    final RabbitTemplate template;
    final RabbitAdmin admin;

    TestBroker() {
        assumeTrue(LocalRabbit.isInstalled(), LocalRabbit.MISSING);
        server = LocalRabbit.start();
        connections = new CachingConnectionFactory("127.0.0.1", server.port());
        connections.setUsername(server.user());
        connections.setPassword(server.password());
        template = new RabbitTemplate(connections);
        admin = new RabbitAdmin(connections);
    }

    BusOptions options() {
        return new BusOptions(server.uri(), server.user(), server.password(), Duration.ofSeconds(3), List.of(CONSUMER));
    }

    /** Takes away what an earlier test has left. */
    void clear() {
        admin.deleteQueue(BusTopology.queue(CONSUMER));
        admin.deleteQueue(BusTopology.DEAD_LETTER_QUEUE);
        admin.deleteExchange(BusTopology.EXCHANGE);
        admin.deleteExchange(BusTopology.DEAD_LETTER_EXCHANGE);
    }

    /** What waits in a queue, in order; it is taken. */
    List<Message> take(String queue) {
        List<Message> taken = new ArrayList<>();
        Message next = template.receive(queue, SILENCE_MS);
        while (next != null) {
            taken.add(next);
            next = template.receive(queue, SILENCE_MS);
        }
        return taken;
    }

    List<Message> takeEvents() {
        return take(BusTopology.queue(CONSUMER));
    }

    /** Events of one channel at these positions, each of the message of that number. */
    static List<MessageEvent> events(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(position -> event(CHANNEL, position, position))
                .toList();
    }

    static MessageEvent event(long channelId, long messageId, long position) {
        var observed = new telegramgateway.message.Message(
                channelId,
                messageId,
                telegramgateway.message.Message.UNACCEPTED,
                MessageKind.POSTED,
                Instant.EPOCH,
                null,
                null,
                Instant.EPOCH,
                MessageSource.USER,
                "test",
                "COMPRA PETR4 ção at " + position,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                new TreeMap<>());
        var message = observed.accepted(MessageKind.POSTED, position);
        return new MessageEvent(1, position, 0, message, MessageJson.encode(message));
    }

    @Override
    public void close() {
        connections.destroy();
        server.close();
    }
}
