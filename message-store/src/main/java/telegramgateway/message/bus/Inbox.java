package telegramgateway.message.bus;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;
import telegramgateway.message.feed.StoreUnavailableException;

/** What the broker has handed over on one channel: never more than its prefetch, and nothing more once it is closed. */
final class Inbox extends DefaultConsumer {
    private static final boolean MANUAL_ACK = false;

    private final DefaultMessagePropertiesConverter properties = new DefaultMessagePropertiesConverter();
    private final BlockingQueue<BusDelivery> waiting = new LinkedBlockingQueue<>();
    private volatile @Nullable String closed;

    Inbox(Channel channel) {
        super(channel);
    }

    void consume(String queue, int prefetch) throws IOException {
        getChannel().basicQos(prefetch);
        getChannel().basicConsume(queue, MANUAL_ACK, this);
    }

    boolean isOpen() {
        return closed == null;
    }

    /** @throws StoreUnavailableException once the channel is closed; what it has handed over comes again */
    List<BusDelivery> take(Duration patience, int max) throws InterruptedException {
        BusDelivery first = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        requireOpen();
        List<BusDelivery> taken = new ArrayList<>();
        if (first != null) {
            taken.add(first);
            waiting.drainTo(taken, max - 1);
        }
        return taken;
    }

    /** Accepts this one and all before it. */
    void acceptUpTo(BusDelivery last) {
        requireOpen();
        try {
            getChannel().basicAck(last.tag, true);
        } catch (IOException | ShutdownSignalException e) {
            throw new StoreUnavailableException("RabbitMQ does not take what was done: " + e.getMessage(), e);
        }
    }

    private void requireOpen() {
        if (closed != null) {
            throw new StoreUnavailableException("RabbitMQ has ended the delivery: " + closed, null);
        }
    }

    @Override
    public void handleDelivery(String consumerTag, Envelope envelope, AMQP.BasicProperties header, byte[] body) {
        MessageProperties received = properties.toMessageProperties(header, envelope, "UTF-8");
        waiting.add(new BusDelivery(this, envelope.getDeliveryTag(), new Message(body, received)));
    }

    @Override
    public void handleCancel(String consumerTag) {
        closed = "the queue is gone";
    }

    @Override
    public void handleShutdownSignal(String consumerTag, ShutdownSignalException signal) {
        closed = String.valueOf(signal.getMessage());
    }
}
