package telegramgateway.message.cache;

import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Listens for wake-ups of all channels on a connection of its own, which it makes anew whenever it broke. */
final class WakeSubscription implements AutoCloseable {
    /** Between two looks at the connection, and two attempts to make one. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** The longest that closing waits for the thread. */
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Supplier<StatefulRedisPubSubConnection<String, String>> server;
    private final LongConsumer listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    WakeSubscription(Supplier<StatefulRedisPubSubConnection<String, String>> server, LongConsumer listener) {
        this.server = server;
        this.listener = listener;
        thread = Thread.ofVirtual().name("redis-wake").start(this::listen);
    }

    private void listen() {
        try {
            do {
                listenWhileConnected();
            } while (!isClosedAfterAPause());
        } catch (InterruptedException _) {
            // The end of the subscription.
        }
    }

    private void listenWhileConnected() throws InterruptedException {
        try (StatefulRedisPubSubConnection<String, String> connection = server.get()) {
            connection.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String pattern, String channel, String message) {
                    CacheKeys.channelOf(channel).ifPresent(listener);
                }
            });
            connection.sync().psubscribe(CacheKeys.WAKE_PATTERN);
            while (connection.isOpen() && !isClosedAfterAPause()) {
                // A peer that vanished without a word is found by asking it.
                connection.sync().ping();
            }
        } catch (RedisException _) {
            // A lost hint costs a reader its patience, never a message. The command connections report the outage.
        }
    }

    private boolean isClosedAfterAPause() throws InterruptedException {
        return closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it still listens, or tries to. */
    boolean isOpen() {
        return thread.isAlive();
    }

    /** Returns when nothing is heard any more. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
