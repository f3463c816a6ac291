package telegramgateway.message.cache;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;

/** The way to one server. */
final class SingleRedis implements RedisLink {
    private final RedisClient client;

    SingleRedis(CacheOptions options) {
        client = RedisClient.create(
                LettuceSettings.server(options.address().hosts().getFirst(), options));
        client.setOptions(
                LettuceSettings.common(ClientOptions.builder(), options).build());
    }

    @Override
    public RedisSession connect() {
        return RedisSession.to(client.connect(CODEC));
    }

    @Override
    public StatefulRedisPubSubConnection<String, String> connectPubSub() {
        return client.connectPubSub();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, LettuceSettings.CLOSING);
    }
}
