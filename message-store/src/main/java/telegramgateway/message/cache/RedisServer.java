package telegramgateway.message.cache;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.StaticCredentialsProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** Our side of one Redis: its address, and the connections to it. */
final class RedisServer implements AutoCloseable {
    private static final String CLIENT_NAME = "telegram-gateway";

    private final RedisClient client;
    private final Duration timeout;
    private final InstantSource clock;
    private final Set<WakeSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final LongAdder failures = new LongAdder();

    RedisServer(CacheOptions options, InstantSource clock) {
        timeout = options.timeout();
        this.clock = clock;
        client = RedisClient.create(address(options));
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(timeout)
                        .keepAlive(true)
                        .build())
                .build());
    }

    private static RedisURI address(CacheOptions options) {
        RedisURI uri = RedisURI.create(options.url());
        uri.setTimeout(options.timeout());
        uri.setClientName(CLIENT_NAME);
        String password = options.password();
        if (password != null) {
            uri.setCredentialsProvider(new StaticCredentialsProvider(options.username(), password.toCharArray()));
        }
        return uri;
    }

    /** A connection of its own, which is made when it is first used. */
    Redis connection(String purpose) {
        return new LettuceRedis(new RedisConnection(client, clock, purpose), timeout, failures);
    }

    /** How far each feed has come, asked on a connection of its own. */
    FeedSurvey survey() {
        return new FeedSurvey(new RedisConnection(client, clock, "asking what it holds"));
    }

    /** Calls back for wake-ups until the subscription or the server is closed. */
    WakeSubscription subscribe(LongConsumer channelId) {
        WakeSubscription subscription = new WakeSubscription(client, channelId);
        subscriptions.removeIf(earlier -> !earlier.isOpen());
        subscriptions.add(subscription);
        return subscription;
    }

    /** How many calls Redis did not confirm. */
    double failures() {
        return failures.sum();
    }

    /** Ends every subscription and closes every connection; who asks then is told that Redis is away. */
    @Override
    public void close() {
        subscriptions.forEach(WakeSubscription::close);
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
