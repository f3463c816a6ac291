package telegramgateway.message.bus;

import java.util.List;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.bus.ConfirmedSend.Letter;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * The door to RabbitMQ. Connects when it is first used, and declares {@link BusTopology} then and after every failure:
 * what somebody deleted comes back.
 *
 * <p>{@link #publish} belongs to the one thread that delivers to the bus; everything else may be called by many.
 *
 * <p>A message carries the canonical JSON as it is ({@code application/json}), is persistent, has the id
 * {@code <channel>:<message>:<position>}, which is the same when it is repeated, and the headers {@code x-source},
 * {@code x-channel-id} and {@code x-position}.
 */
public final class MessageBus implements AutoCloseable {
    static final String SOURCE = "x-source";
    static final String CHANNEL_ID = "x-channel-id";
    static final String POSITION = "x-position";

    private final BusOptions options;
    private final BusConnection connection;
    private final ConfirmedSend sending;
    private final RabbitAdmin admin;
    private volatile boolean declared;

    private MessageBus(BusOptions options) {
        this.options = options;
        connection = new BusConnection(options, "publisher");
        sending = new ConfirmedSend(connection, options.timeout());
        admin = new RabbitAdmin(connection.factory());
    }

    /**
     * Never fails because RabbitMQ is away: the first use connects.
     *
     * @throws IllegalArgumentException when the address is none of RabbitMQ
     */
    public static MessageBus connect(BusOptions options) {
        return new MessageBus(options);
    }

    /**
     * Publishes events in order, at most {@value BusOptions#WINDOW} of them unconfirmed at a time. Repeated after a
     * failure, some may come twice: their id is the same.
     *
     * @throws StoreUnavailableException unless RabbitMQ has confirmed all of them and returned none
     */
    public void publish(List<MessageEvent> events) {
        guarded(() -> {
            for (int from = 0; from < events.size(); from += BusOptions.WINDOW) {
                sending.send(events.subList(from, Math.min(events.size(), from + BusOptions.WINDOW)).stream()
                        .map(event -> new Letter(BusTopology.EXCHANGE, BusTopology.routingKey(event), message(event)))
                        .toList());
            }
        });
    }

    /**
     * Asks RabbitMQ for a sign of life.
     *
     * @throws StoreUnavailableException when there is none, or it takes nothing now
     */
    public void ping() {
        guarded(() -> admin.getQueueInfo(BusTopology.DEAD_LETTER_QUEUE));
    }

    private void guarded(Runnable task) {
        try {
            connection.requireUnblocked();
            if (!declared) {
                BusTopology.declare(admin, options.consumers());
                declared = true;
            }
            task.run();
        } catch (AmqpException e) {
            declared = false;
            throw BusConnection.unavailable(e);
        } catch (StoreUnavailableException e) {
            declared = false;
            throw e;
        }
    }

    private static Message message(MessageEvent event) {
        MessageProperties properties = new MessageProperties();
        properties.setContentType(MessageProperties.CONTENT_TYPE_JSON);
        properties.setDeliveryMode(MessageDeliveryMode.PERSISTENT);
        properties.setMessageId(event.toString());
        properties.setHeader(SOURCE, event.message().source().jsonName());
        properties.setHeader(CHANNEL_ID, event.channelId());
        properties.setHeader(POSITION, event.position());
        return new Message(event.json(), properties);
    }

    @Override
    public void close() {
        connection.close();
    }
}
