package telegramgateway.message.bus;

import java.util.List;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import telegramgateway.message.MessageEvent;

/**
 * Exchanges, queues and what binds them. Publisher and consumers declare the same, so that either may come first.
 *
 * <table>
 * <caption>All of it is durable and replicated where the broker is a cluster</caption>
 * <tr><td>{@value #EXCHANGE}</td><td>topic exchange, every event</td></tr>
 * <tr><td>{@code telegram.consumer.<name>}</td><td>quorum queue per consumer, every event, handed to one
 * subscriber at a time</td></tr>
 * <tr><td>{@value #DEAD_LETTER_EXCHANGE}</td><td>fanout exchange of what a consumer could not take</td></tr>
 * <tr><td>{@value #DEAD_LETTER_QUEUE}</td><td>quorum queue behind it</td></tr>
 * </table>
 *
 * <p>A full queue refuses instead of dropping: the publisher is told, and its events wait in the journal. When the
 * dead-letter queue is full, dead letters wait in the queue that they come from.
 */
public final class BusTopology {
    public static final String EXCHANGE = "telegram.messages";
    public static final String DEAD_LETTER_EXCHANGE = "telegram.messages.dlx";
    public static final String DEAD_LETTER_QUEUE = "telegram.messages.dlq";

    /** Deliveries of one message after which the broker moves it away: a consumer may die of it without a word. */
    static final int DELIVERY_LIMIT = 20;

    private static final long QUEUE_MAX_BYTES = 1L << 30;
    private static final int DEAD_LETTERS_MAX = 10_000;

    /** RabbitMQ 4 would drop dead letters that have been looked at too often. */
    private static final int NEVER = Integer.MAX_VALUE;

    private static final String EVERY_EVENT = "telegram.channel.#";

    private BusTopology() {}

    /** The queue of a consumer. */
    public static String queue(String consumer) {
        return "telegram.consumer." + consumer;
    }

    /** {@code telegram.channel.<channel id>.<posted|edited|deleted>}. */
    static String routingKey(MessageEvent event) {
        return "telegram.channel." + event.channelId() + "."
                + event.message().kind().jsonName();
    }

    /** Makes what is missing. Fails when something of the same name is there that was made otherwise. */
    static void declare(AmqpAdmin admin, List<String> consumers) {
        TopicExchange events = new TopicExchange(EXCHANGE);
        admin.declareExchange(events);
        FanoutExchange deadLetters = new FanoutExchange(DEAD_LETTER_EXCHANGE);
        admin.declareExchange(deadLetters);
        Queue dead = QueueBuilder.durable(DEAD_LETTER_QUEUE)
                .quorum()
                .deliveryLimit(NEVER)
                .maxLength(DEAD_LETTERS_MAX)
                .overflow(QueueBuilder.Overflow.rejectPublish)
                .build();
        admin.declareQueue(dead);
        admin.declareBinding(BindingBuilder.bind(dead).to(deadLetters));
        for (String consumer : consumers) {
            Queue queue = consumerQueue(consumer);
            admin.declareQueue(queue);
            Binding binding = BindingBuilder.bind(queue).to(events).with(EVERY_EVENT);
            admin.declareBinding(binding);
        }
    }

    private static Queue consumerQueue(String consumer) {
        return QueueBuilder.durable(queue(consumer))
                .quorum()
                .deliveryLimit(DELIVERY_LIMIT)
                // Two at a time would overtake each other.
                .singleActiveConsumer()
                .deadLetterExchange(DEAD_LETTER_EXCHANGE)
                // Without it a dead letter is lost when the dead-letter queue does not take it.
                .withArgument("x-dead-letter-strategy", "at-least-once")
                .withArgument("x-max-length-bytes", QUEUE_MAX_BYTES)
                .overflow(QueueBuilder.Overflow.rejectPublish)
                .build();
    }
}
