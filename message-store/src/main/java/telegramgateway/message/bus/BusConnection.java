package telegramgateway.message.bus;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * A connection to RabbitMQ that is made when it is first used, and again when it broke. Every channel of it confirms.
 * Safe for use by many threads.
 */
final class BusConnection implements AutoCloseable {
    private static final String CLIENT_NAME = "telegram-gateway";
    private static final int HEARTBEAT_SECONDS = 10;
    private static final int CLOSE_TIMEOUT_MS = 1_000;

    private final CachingConnectionFactory factory;
    private volatile @Nullable String blocked;
    private volatile com.rabbitmq.client.@Nullable Connection open;

    BusConnection(BusOptions options, String purpose) {
        factory = new CachingConnectionFactory(client(options));
        factory.setConnectionNameStrategy(_ -> CLIENT_NAME + " " + purpose);
        factory.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.CORRELATED);
        factory.setPublisherReturns(true);
        factory.setCloseTimeout(CLOSE_TIMEOUT_MS);
        factory.addConnectionListener(new ConnectionListener() {
            @Override
            public void onCreate(@Nullable Connection connection) {
                blocked = null;
                if (connection != null) {
                    open = connection.getDelegate();
                    connection.addBlockedListener(new Blocked());
                }
            }
        });
    }

    private static ConnectionFactory client(BusOptions options) {
        int timeout = Math.toIntExact(options.timeout().toMillis());
        ConnectionFactory client = new ConnectionFactory();
        try {
            client.setUri(options.uri());
        } catch (Exception e) {
            throw new IllegalArgumentException("No address of RabbitMQ: " + e.getMessage(), e);
        }
        if (options.username() != null) {
            client.setUsername(options.username());
        }
        if (options.password() != null) {
            client.setPassword(options.password());
        }
        client.setConnectionTimeout(timeout);
        client.setHandshakeTimeout(timeout);
        client.setChannelRpcTimeout(timeout);
        // A broker that hangs without closing is noticed by its silence.
        client.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        client.setAutomaticRecoveryEnabled(false);
        return client;
    }

    CachingConnectionFactory factory() {
        return factory;
    }

    /**
     * What is sent into a connection that the broker has stopped reading waits in it, and the sender with it.
     *
     * @throws StoreUnavailableException while the broker takes nothing
     */
    void requireUnblocked() {
        String reason = blocked;
        if (reason != null) {
            throw new StoreUnavailableException("RabbitMQ takes nothing now: " + reason, null);
        }
    }

    static StoreUnavailableException unavailable(AmqpException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new StoreUnavailableException("RabbitMQ does not answer: " + cause.getMessage(), e);
    }

    /** Takes a second at most, whatever the broker does: closing channel by channel would wait for each. */
    @Override
    public void close() {
        com.rabbitmq.client.Connection last = open;
        if (last != null) {
            last.abort(CLOSE_TIMEOUT_MS);
        }
        factory.destroy();
    }

    /** Remembers the broker's word that it has stopped reading. */
    private final class Blocked implements BlockedListener {
        @Override
        public void handleBlocked(String reason) {
            blocked = reason;
        }

        @Override
        public void handleUnblocked() {
            blocked = null;
        }
    }
}
