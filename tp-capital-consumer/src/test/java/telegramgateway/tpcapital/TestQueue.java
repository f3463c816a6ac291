package telegramgateway.tpcapital;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import telegramgateway.local.LocalRabbit;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.bus.BusDelivery;
import telegramgateway.message.bus.BusOptions;
import telegramgateway.message.bus.BusSubscription;
import telegramgateway.message.bus.BusTopology;
import telegramgateway.message.bus.MessageBus;

/** A real broker, into which events are published as the gateway does, and a look at it that is not the gateway's. */
public final class TestQueue implements AutoCloseable {
    public static final String CONSUMER = "tp-capital";

    private static final Duration SILENCE = Duration.ofSeconds(2);

    public final LocalRabbit server;
    private final CachingConnectionFactory connections;
    private final RabbitTemplate template;
    private final RabbitAdmin admin;
    private final MessageBus bus;

    public TestQueue() {
        assumeTrue(LocalRabbit.isInstalled(), LocalRabbit.MISSING);
        server = LocalRabbit.start();
        connections = new CachingConnectionFactory("127.0.0.1", server.port());
        connections.setUsername(server.user());
        connections.setPassword(server.password());
        template = new RabbitTemplate(connections);
        admin = new RabbitAdmin(connections);
        bus = MessageBus.connect(options());
        bus.ping();
    }

    public BusOptions options() {
        return new BusOptions(server.uri(), server.user(), server.password(), Duration.ofSeconds(3), List.of(CONSUMER));
    }

    public void publish(MessageEvent... events) {
        bus.publish(List.of(events));
    }

    /** Something that no gateway sends. */
    public void publishGarbage(String text) {
        template.convertAndSend(BusTopology.EXCHANGE, "telegram.channel.1.posted", text.getBytes(UTF_8));
    }

    /** Ids of what waits when the consumer is gone; it waits on. RabbitMQ's own numbers come seconds late. */
    public List<String> left() {
        try (BusSubscription subscription = BusSubscription.connect(options(), CONSUMER, 100)) {
            subscription.open();
            List<String> left = new ArrayList<>();
            List<BusDelivery> taken = subscription.take(SILENCE);
            while (!taken.isEmpty()) {
                taken.forEach(delivery -> left.add(delivery.toString()));
                taken = subscription.take(SILENCE);
            }
            return left;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Takes the dead letters away. */
    public List<Message> deadLetters() {
        List<Message> taken = new ArrayList<>();
        Message next = template.receive(BusTopology.DEAD_LETTER_QUEUE);
        while (next != null) {
            taken.add(next);
            next = template.receive(BusTopology.DEAD_LETTER_QUEUE);
        }
        return taken;
    }

    public void clear() {
        admin.purgeQueue(BusTopology.queue(CONSUMER));
        admin.purgeQueue(BusTopology.DEAD_LETTER_QUEUE);
    }

    @Override
    public void close() {
        bus.close();
        connections.destroy();
        server.close();
    }
}
