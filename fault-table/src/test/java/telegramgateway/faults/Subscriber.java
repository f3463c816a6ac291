package telegramgateway.faults;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import telegramgateway.local.LocalRabbit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A consumer of the bus with RabbitMQ's own client: takes one by one from its queue and writes down what came. */
final class Subscriber implements AutoCloseable {
    /** Its name among {@code RABBITMQ_CONSUMERS}. */
    static final String NAME = "oracle";

    static final String QUEUE = "telegram.consumer." + NAME;

    private static final int PREFETCH = 200;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ConnectionFactory factory = new ConnectionFactory();
    private final Arrivals arrivals;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean paused;
    private final CompletableFuture<Void> running;

    Subscriber(LocalRabbit rabbit, Arrivals arrivals) {
        this.arrivals = arrivals;
        factory.setHost("127.0.0.1");
        factory.setPort(rabbit.port());
        factory.setUsername(rabbit.user());
        factory.setPassword(rabbit.password());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setRequestedHeartbeat(5);
        running = CompletableFuture.runAsync(this::run, Thread.ofVirtual().name("subscriber")::start);
    }

    /** Takes nothing more until it is resumed. */
    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
    }

    private void run() {
        try {
            while (stopping.getCount() > 0) {
                if (!paused) {
                    subscribeUntilItBreaks();
                }
                stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void subscribeUntilItBreaks() throws InterruptedException {
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            channel.basicQos(PREFETCH);
            CountDownLatch cancelled = new CountDownLatch(1);
            channel.basicConsume(QUEUE, false, new DefaultConsumer(channel) {
                @Override
                public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                        throws IOException {
                    JsonNode message = JsonMapper.shared().readTree(body);
                    long position = message.path("position").asLong();
                    String id = message.path("channelId").asLong() + ":"
                            + message.path("messageId").asLong() + ":" + position;
                    if (!id.equals(properties.getMessageId())) {
                        arrivals.violation("a message with the id " + properties.getMessageId() + " holds " + id);
                    }
                    arrivals.arrived(message);
                    channel.basicAck(envelope.getDeliveryTag(), false);
                }

                @Override
                public void handleCancel(String tag) {
                    cancelled.countDown();
                }
            });
            while (channel.isOpen() && cancelled.getCount() > 0 && !paused && stopping.getCount() > 0) {
                stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException | TimeoutException | RuntimeException _) {
            // Away, or the queue is not there yet.
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        running.join();
    }
}
