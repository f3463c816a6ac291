package telegramgateway.message.cache;

import io.lettuce.core.FlushMode;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RestoreArgs;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import telegramgateway.local.LocalRedis;

/** A real Redis, reached by the project's own code, to which real commands do what can happen to one. */
final class RealRedisNode implements RedisNode, AutoCloseable {
    private static final String PASS_TIME = """
            for _, key in ipairs(redis.call('KEYS', '*')) do
              local life = redis.call('PTTL', key)
              if life >= 0 then
                redis.call('PEXPIRE', key, life - tonumber(ARGV[1]))
              end
            end
            """;

    private static final String REFUSE = "min-replicas-to-write";

    private record Data(Map<String, byte[]> dumps, Map<String, Long> lives, long takenAt) implements Snapshot {}

    private final RedisServer ours;
    private final Redis redis;
    private final RedisClient client;
    private final RedisCommands<String, byte[]> admin;
    private long passed;
    private boolean refusing;

    RealRedisNode(LocalRedis server, CacheOptions options) {
        ours = new RedisServer(options, InstantSource.system());
        redis = ours.connection("the test");
        client = RedisClient.create(server.url());
        admin = client.connect(RedisLink.CODEC).sync();
    }

    @Override
    public List<List<@Nullable Object>> runAll(List<ScriptCall> calls) {
        return redis.runAll(calls);
    }

    @Override
    public List<@Nullable Object> run(ScriptCall call) {
        return redis.run(call);
    }

    @Override
    public List<byte @Nullable []> get(List<String> keys) {
        return redis.get(keys);
    }

    @Override
    public void ping() {
        redis.ping();
    }

    @Override
    public Snapshot snapshot() {
        Map<String, byte[]> dumps = new LinkedHashMap<>();
        Map<String, Long> lives = new LinkedHashMap<>();
        for (String key : keys()) {
            dumps.put(key, admin.dump(key));
            lives.put(key, admin.pttl(key));
        }
        return new Data(dumps, lives, passed);
    }

    @Override
    public void restore(Snapshot snapshot) {
        Data data = (Data) snapshot;
        evenIfRefusing(() -> {
            admin.flushall(FlushMode.SYNC);
            data.dumps().forEach((key, dump) -> {
                long life = data.lives().getOrDefault(key, -1L);
                long left = life - (passed - data.takenAt());
                if (life < 0 || left > 0) {
                    admin.restore(key, dump, RestoreArgs.Builder.ttl(Math.max(0, left)));
                }
            });
        });
    }

    @Override
    public void flush() {
        evenIfRefusing(() -> admin.flushall(FlushMode.SYNC));
    }

    @Override
    public void evict(String key) {
        evenIfRefusing(() -> admin.del(key));
    }

    @Override
    public List<String> keys() {
        return admin.keys("*").stream().sorted().toList();
    }

    @Override
    public void refuseWrites(boolean refuse) {
        refusing = refuse;
        admin.configSet(REFUSE, refuse ? "1" : "0");
    }

    @Override
    public void passTime(long millis) {
        passed += millis;
        evenIfRefusing(
                () -> admin.eval(PASS_TIME, ScriptOutputType.STATUS, new String[0], ScriptCall.argument(millis)));
    }

    /** What happens to a node happens whether it takes commands or not. */
    private void evenIfRefusing(Runnable event) {
        if (refusing) {
            admin.configSet(REFUSE, "0");
        }
        event.run();
        if (refusing) {
            admin.configSet(REFUSE, "1");
        }
    }

    @Override
    public void close() {
        ours.close();
        client.shutdown();
    }
}
