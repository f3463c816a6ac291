package telegramgateway.message.cache;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * Reads how far each feed in Redis has come. Walks over all keys of every master: for the start of a journal, not for
 * every day.
 */
final class FeedSurvey {
    private static final int KEYS_PER_STEP = 1_000;

    private final RedisConnection connection;

    FeedSurvey(RedisConnection connection) {
        this.connection = connection;
    }

    /** The highest position of each channel that has a feed, floors included; an epoch is none. */
    Map<Long, Long> highestPositions() {
        try {
            Map<Long, Long> highest = new HashMap<>();
            connection.open().masters().get().forEach(master -> add(master, highest));
            return highest;
        } catch (RedisException e) {
            throw new StoreUnavailableException("Redis cannot say what it holds", e);
        }
    }

    private static void add(RedisClusterCommands<String, byte[]> master, Map<Long, Long> highest) {
        ScanArgs feeds = ScanArgs.Builder.matches(CacheKeys.FEED_PATTERN).limit(KEYS_PER_STEP);
        KeyScanCursor<String> step = master.scan(ScanCursor.INITIAL, feeds);
        while (true) {
            for (String key : step.getKeys()) {
                OptionalLong channel = CacheKeys.channelOfFeed(key);
                List<ScoredValue<byte[]>> head = master.zrangeWithScores(key, -1, -1);
                if (channel.isPresent() && !head.isEmpty() && head.getFirst().getScore() >= 0) {
                    highest.put(channel.getAsLong(), (long) head.getFirst().getScore());
                }
            }
            if (step.isFinished()) {
                return;
            }
            step = master.scan(step, feeds);
        }
    }
}
