package telegramgateway.message.bus;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import telegramgateway.message.bus.ConfirmedSend.Letter;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * Takes the events of one consumer from its queue, in order. Of several subscriptions to one queue the broker serves
 * one; the others stand by. Belongs to one thread, but for {@link #close}.
 *
 * <p>What is taken and not accepted comes again when the subscription, its connection or its process ends, and the
 * broker counts that: after {@link BusTopology#DELIVERY_LIMIT} times it moves the message to the dead letters. So a
 * caller that must wait keeps what it has taken.
 */
public final class BusSubscription implements AutoCloseable {
    /** Header of a dead letter: why it is one. */
    static final String REASON = "x-reason";

    /** Header of a dead letter: whose it is. */
    static final String CONSUMER = "x-consumer";

    private final String consumer;
    private final int prefetch;
    private final BusConnection receiving;

    /** Another: a broker with an alarm stops reading from whoever publishes, and would not read what is accepted. */
    private final BusConnection burying;

    private final ConfirmedSend letters;
    private volatile @Nullable Inbox inbox;

    private BusSubscription(BusOptions options, String consumer, int prefetch) {
        this.consumer = consumer;
        this.prefetch = prefetch;
        receiving = new BusConnection(options, "consumer " + consumer);
        burying = new BusConnection(options, "dead letters of " + consumer);
        letters = new ConfirmedSend(burying, options.timeout());
    }

    /**
     * Never fails because RabbitMQ is away: {@link #open} connects.
     *
     * @param consumer whose queue it is
     * @param prefetch how many events may be taken and not accepted
     * @throws IllegalArgumentException when the address is none of RabbitMQ
     */
    public static BusSubscription connect(BusOptions options, String consumer, int prefetch) {
        return new BusSubscription(options, consumer, prefetch);
    }

    /** Whether events come. */
    public boolean isOpen() {
        Inbox open = inbox;
        return open != null && open.isOpen();
    }

    /**
     * Makes the queue if it is missing, and lets events come. What an earlier connection has handed over comes again.
     *
     * @throws StoreUnavailableException when RabbitMQ does not answer
     */
    public void open() {
        try {
            receiving.factory().resetConnection();
            BusTopology.declare(new RabbitAdmin(receiving.factory()), List.of(consumer));
            Inbox next = new Inbox(receiving.factory().createConnection().createChannel(false));
            next.consume(BusTopology.queue(consumer), prefetch);
            inbox = next;
        } catch (AmqpException e) {
            throw BusConnection.unavailable(e);
        } catch (IOException e) {
            throw new StoreUnavailableException("RabbitMQ does not answer: " + e.getMessage(), e);
        }
    }

    /**
     * The next events, as many as are there.
     *
     * @return empty when none has come in time
     * @throws StoreUnavailableException when it is not open any more
     */
    public List<BusDelivery> take(Duration patience) throws InterruptedException {
        Inbox open = inbox;
        if (open == null) {
            throw new StoreUnavailableException("Nothing is taken from RabbitMQ", null);
        }
        return open.take(patience, prefetch);
    }

    /**
     * Tells the broker that this event and all that were taken before it are done.
     *
     * @throws StoreUnavailableException when it cannot be told; then they come again
     */
    public void acceptUpTo(BusDelivery last) {
        last.inbox.acceptUpTo(last);
    }

    /**
     * Puts a copy among the dead letters, with the reason in the header {@value #REASON}. The event itself is still to
     * be accepted.
     *
     * @throws StoreUnavailableException unless RabbitMQ has confirmed the copy
     */
    public void bury(BusDelivery dead, String reason) {
        MessageProperties properties = dead.message.getMessageProperties();
        properties.setHeader(REASON, reason);
        properties.setHeader(CONSUMER, consumer);
        properties.setDeliveryMode(MessageDeliveryMode.PERSISTENT);
        String routingKey = String.valueOf(properties.getReceivedRoutingKey());
        try {
            // Seldom, and somebody may have deleted something since.
            BusTopology.declare(new RabbitAdmin(burying.factory()), List.of(consumer));
        } catch (AmqpException e) {
            throw BusConnection.unavailable(e);
        }
        letters.send(List.of(
                new Letter(BusTopology.DEAD_LETTER_EXCHANGE, routingKey, new Message(dead.body(), properties))));
    }

    @Override
    public void close() {
        receiving.close();
        burying.close();
    }
}
