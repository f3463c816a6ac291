package telegramgateway.message.cache;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** Our side of Redis: its address, and the connections to it. */
final class RedisServer implements AutoCloseable {
    private final RedisLink link;
    private final Duration timeout;
    private final InstantSource clock;
    private final Set<WakeSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final LongAdder failures = new LongAdder();

    RedisServer(CacheOptions options, InstantSource clock) {
        timeout = options.timeout();
        this.clock = clock;
        link = RedisLink.to(options);
    }

    /** A connection of its own, which is made when it is first used. */
    Redis connection(String purpose) {
        return new LettuceRedis(new RedisConnection(link::connect, clock, purpose), timeout, failures);
    }

    /** How far each feed has come, asked on a connection of its own. */
    FeedSurvey survey() {
        return new FeedSurvey(new RedisConnection(link::connect, clock, "asking what it holds"));
    }

    /** Calls back for wake-ups until the subscription or the server is closed. */
    WakeSubscription subscribe(LongConsumer channelId) {
        WakeSubscription subscription = new WakeSubscription(link::connectPubSub, channelId);
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
        link.close();
    }
}
