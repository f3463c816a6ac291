package telegramgateway.demo;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Redis holds, read with plain commands and none of the gateway's code. */
public final class CachedFeed implements AutoCloseable {

    private static final String FLOOR = "floor";

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    public CachedFeed(String url) {
        client = RedisClient.create(url);
        connection = client.connect();
    }

    /**
     * A channel's cached feed.
     *
     * @param floor above which it claims to be complete; null when Redis holds nothing of the channel
     * @param positions by message id
     */
    public record Channel(@Nullable Long floor, Map<Long, Long> positions) {

        /** Whether it holds exactly what the database holds above its floor. */
        boolean agreesWith(Map<Long, Long> stored) {
            if (floor == null) {
                return false;
            }
            Map<Long, Long> above = new TreeMap<>(stored);
            above.values().removeIf(position -> position <= floor);
            return above.equals(positions);
        }
    }

    public Channel channel(long channelId) {
        Map<Long, Long> positions = new TreeMap<>();
        Long floor = null;
        List<ScoredValue<String>> members =
                connection.sync().zrangeWithScores("telegram:channel:{" + channelId + "}:recent", 0, -1);
        for (ScoredValue<String> member : members) {
            long score = (long) member.getScore();
            if (member.getValue().equals(FLOOR)) {
                floor = score;
            } else {
                positions.put(Long.valueOf(member.getValue()), score);
            }
        }
        return new Channel(floor, positions);
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
