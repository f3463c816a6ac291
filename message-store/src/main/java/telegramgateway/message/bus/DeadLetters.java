package telegramgateway.message.bus;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;
import telegramgateway.message.bus.ConfirmedSend.Letter;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * The dead letters of all consumers. Every method throws {@link StoreUnavailableException} when RabbitMQ does not
 * answer. Killed at any instant, a letter lies here, or in its consumer's queue, or in both. Belongs to one thread.
 */
public final class DeadLetters implements AutoCloseable {
    private static final String DIRECTLY = "";
    private static final List<String> OF_A_DEAD_LETTER = List.of(
            BusSubscription.REASON,
            BusSubscription.CONSUMER,
            "x-death",
            "x-delivery-count",
            "x-first-death-exchange",
            "x-first-death-queue",
            "x-first-death-reason");

    private final DefaultMessagePropertiesConverter converter = new DefaultMessagePropertiesConverter();
    private final BusConnection connection;
    private final RabbitAdmin admin;
    private final ConfirmedSend sending;

    private DeadLetters(BusOptions options) {
        connection = new BusConnection(options, "dead letters");
        admin = new RabbitAdmin(connection.factory());
        sending = new ConfirmedSend(connection, options.timeout());
    }

    /** @throws IllegalArgumentException when the address is none of RabbitMQ */
    public static DeadLetters connect(BusOptions options) {
        return new DeadLetters(options);
    }

    /** Shows the oldest ones, at most so many. They stay. */
    public void show(int limit, Consumer<DeadLetter> viewer) {
        each(limit, message -> {
            viewer.accept(DeadLetter.of(message));
            return false;
        });
    }

    /**
     * Moves the oldest ones, at most so many of those that are there now, to their consumers' queues: each is taken
     * away once RabbitMQ has confirmed it there. One whose consumer is not known or has no queue stays.
     *
     * @param moved is told of each, and whether it was moved
     */
    public void replay(int limit, BiConsumer<DeadLetter, Boolean> moved) {
        each(limit, message -> {
            DeadLetter letter = DeadLetter.of(message);
            boolean possible = hasQueue(letter.consumer());
            if (possible) {
                sending.send(List.of(new Letter(
                        DIRECTLY, BusTopology.queue(String.valueOf(letter.consumer())), asPublished(message))));
            }
            moved.accept(letter, possible);
            return possible;
        });
    }

    private boolean hasQueue(@Nullable String consumer) {
        return consumer != null && admin.getQueueInfo(BusTopology.queue(consumer)) != null;
    }

    private static Message asPublished(Message dead) {
        MessageProperties properties = dead.getMessageProperties();
        properties.getHeaders().keySet().removeAll(OF_A_DEAD_LETTER);
        properties.setDeliveryMode(MessageDeliveryMode.PERSISTENT);
        return dead;
    }

    private interface Handling {
        /** True when the message is done with. */
        boolean isDone(Message message);
    }

    /** What is not done with goes back to its place when the channel is closed. */
    private void each(int limit, Handling handling) {
        try {
            BusTopology.declare(admin, List.of());
            QueueInformation queue = admin.getQueueInfo(BusTopology.DEAD_LETTER_QUEUE);
            // Only those of now: a consumer may bury again what it is given.
            long left = queue == null ? 0 : Math.min(limit, queue.getMessageCount());
            Channel channel = connection.factory().createConnection().createChannel(false);
            for (; left > 0; left--) {
                GetResponse next = channel.basicGet(BusTopology.DEAD_LETTER_QUEUE, false);
                if (next == null) {
                    break;
                }
                Message message = new Message(
                        next.getBody(), converter.toMessageProperties(next.getProps(), next.getEnvelope(), "UTF-8"));
                if (handling.isDone(message)) {
                    channel.basicAck(next.getEnvelope().getDeliveryTag(), false);
                }
            }
            connection.factory().resetConnection();
        } catch (AmqpException e) {
            throw BusConnection.unavailable(e);
        } catch (IOException | ShutdownSignalException e) {
            throw new StoreUnavailableException("RabbitMQ does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
