package telegramgateway.message.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import telegramgateway.local.LocalRedis;

/** The shared real Redis: through the project's own code, and raw. Every test takes a channel of its own. */
final class TestRedis {
    static final CacheOptions OPTIONS = CacheOptions.of(LocalRedis.shared().url());
    static final Redis REDIS = new RedisServer(OPTIONS, InstantSource.system()).connection("tests");
    static final RedisCommands<String, String> RAW =
            RedisClient.create(LocalRedis.shared().url()).connect().sync();

    /** A position of today: 16 digits. */
    static final long NOW = 1_795_176_000_000_001L;

    private static final AtomicLong NEXT_CHANNEL = new AtomicLong(-1_001_000_000_000L);

    private TestRedis() {}

    static long newChannel() {
        return NEXT_CHANNEL.decrementAndGet();
    }

    /** The members of a channel's feed with their scores, lowest first. */
    static Map<String, Long> feed(long channel) {
        Map<String, Long> feed = new LinkedHashMap<>();
        for (ScoredValue<String> member : RAW.zrangeWithScores(CacheKeys.feed(channel), 0, -1)) {
            feed.put(member.getValue(), (long) member.getScore());
        }
        return feed;
    }
}
