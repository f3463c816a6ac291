package telegramgateway.message.cache;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/** The way to who takes writes. Safe for use by many threads. */
interface RedisLink extends AutoCloseable {
    RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** @throws io.lettuce.core.RedisException when nobody can be reached */
    RedisSession connect();

    /** @throws io.lettuce.core.RedisException when nobody can be reached */
    StatefulRedisPubSubConnection<String, String> connectPubSub();

    /** Closes every connection. */
    @Override
    void close();

    static RedisLink to(CacheOptions options) {
        return switch (options.address().kind()) {
            case SINGLE -> new SingleRedis(options);
            case SENTINEL -> new SentinelRedis(options);
            case CLUSTER -> new ClusterRedis(options);
        };
    }
}
