package telegramgateway.message.bus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.ReturnedMessage;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import telegramgateway.message.feed.StoreUnavailableException;

/** Sends messages in order, and returns once the broker has confirmed all of them and returned none. */
final class ConfirmedSend {

    /** A message on its way. */
    record Letter(String exchange, String routingKey, Message message) {}

    private final BusConnection connection;
    private final RabbitTemplate template;
    private final Duration timeout;

    ConfirmedSend(BusConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
        template = new RabbitTemplate(connection.factory());
        template.setMandatory(true);
        template.setReturnsCallback(_ -> {}); // a return also comes with its confirmation
    }

    /**
     * Sends all at once; the caller keeps the number small.
     *
     * @throws StoreUnavailableException unless each is confirmed and not returned; some may then have been delivered
     */
    void send(List<Letter> letters) {
        connection.requireUnblocked();
        List<CorrelationData> sent = new ArrayList<>();
        try {
            // One channel for all, so that their order holds.
            template.<Boolean>invoke(operations -> {
                for (Letter letter : letters) {
                    CorrelationData correlation = new CorrelationData();
                    sent.add(correlation);
                    operations.send(letter.exchange(), letter.routingKey(), letter.message(), correlation);
                }
                return true;
            });
        } catch (AmqpException e) {
            throw BusConnection.unavailable(e);
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        for (CorrelationData correlation : sent) {
            await(correlation, deadline);
        }
    }

    private void await(CorrelationData correlation, long deadline) {
        try {
            long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
            CorrelationData.Confirm confirm = correlation.getFuture().get(left, TimeUnit.MILLISECONDS);
            ReturnedMessage returned = correlation.getReturned();
            if (!confirm.ack()) {
                throw new StoreUnavailableException("RabbitMQ refused an event: " + confirm.reason(), null);
            }
            if (returned != null) {
                throw new StoreUnavailableException(
                        "RabbitMQ returned an event, no queue takes " + returned.getRoutingKey() + ": "
                                + returned.getReplyText(),
                        null);
            }
        } catch (TimeoutException e) {
            connection.requireUnblocked();
            throw new StoreUnavailableException("RabbitMQ has not confirmed within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new StoreUnavailableException("RabbitMQ has not confirmed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Stopped while RabbitMQ confirms", e);
        }
    }
}
