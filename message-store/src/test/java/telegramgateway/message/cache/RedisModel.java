package telegramgateway.message.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import telegramgateway.message.feed.StoreUnavailableException;

/** A Redis in memory that runs the project's own Lua files. Knows only the commands that they use. For one thread. */
final class RedisModel implements RedisNode {

    /** A string with its time of expiry, or a sorted set. */
    private record Value(byte[] text, long expiresAt, SortedSetModel set) {
        static Value text(byte[] text, long expiresAt) {
            return new Value(text, expiresAt, new SortedSetModel());
        }

        static Value emptySet() {
            return new Value(new byte[0], Long.MAX_VALUE, new SortedSetModel());
        }

        Value copy() {
            return new Value(text, expiresAt, set.copy());
        }
    }

    private record Data(NavigableMap<String, Value> values) implements Snapshot {}

    private static final Set<String> WRITES = Set.of("SET", "UNLINK", "ZADD", "ZREMRANGEBYSCORE");

    private final LuaEngine engine;
    private NavigableMap<String, Value> values = new TreeMap<>();
    private long now;
    private boolean refusing;

    RedisModel(LuaEngine engine) {
        this.engine = engine;
    }

    @Override
    public List<List<@Nullable Object>> runAll(List<ScriptCall> calls) {
        return calls.stream().map(this::run).toList();
    }

    @Override
    public List<@Nullable Object> run(ScriptCall call) {
        try {
            return engine.run(call, this::command);
        } catch (LuaError e) {
            throw new StoreUnavailableException("Redis refused", e);
        }
    }

    @Override
    public List<byte @Nullable []> get(List<String> keys) {
        List<byte @Nullable []> found = new ArrayList<>();
        keys.forEach(key -> found.add(text(key)));
        return found;
    }

    @Override
    public void ping() {}

    @Override
    public Snapshot snapshot() {
        return new Data(copy(values));
    }

    /** Both nodes live in the same time, so the times of expiry stay what they are. */
    @Override
    public void restore(Snapshot snapshot) {
        values = copy(((Data) snapshot).values());
    }

    @Override
    public void flush() {
        values.clear();
    }

    @Override
    public void evict(String key) {
        values.remove(key);
    }

    @Override
    public List<String> keys() {
        values.values().removeIf(value -> value.expiresAt() <= now);
        return List.copyOf(values.keySet());
    }

    @Override
    public void refuseWrites(boolean refuse) {
        refusing = refuse;
    }

    @Override
    public void passTime(long millis) {
        now += millis;
    }

    private static NavigableMap<String, Value> copy(Map<String, Value> values) {
        TreeMap<String, Value> copy = new TreeMap<>();
        values.forEach((key, value) -> copy.put(key, value.copy()));
        return copy;
    }

    private byte @Nullable [] text(String key) {
        Value value = values.get(key);
        return value == null || value.expiresAt() <= now ? null : value.text();
    }

    private SortedSetModel set(String key) {
        Value value = values.get(key);
        return value == null ? new SortedSetModel() : value.set();
    }

    private @Nullable Object command(String name, List<byte[]> arguments) {
        List<String> words =
                arguments.stream().map(word -> new String(word, UTF_8)).toList();
        if (refusing && WRITES.contains(name)) {
            throw new LuaError("NOREPLICAS Not enough good replicas to write.");
        }
        String key = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        return switch (name) {
            case "GET" -> text(key);
            case "SET" -> {
                long life = rest.size() > 2 && rest.get(1).equals("PX")
                        ? Long.parseLong(rest.get(2))
                        : Long.MAX_VALUE - now;
                values.put(key, Value.text(arguments.get(1), now + life));
                yield "OK".getBytes(UTF_8);
            }
            case "UNLINK" -> values.remove(key) == null ? 0L : 1L;
            case "PUBLISH" -> 0L;
            case "ZADD" ->
                values.computeIfAbsent(key, _ -> Value.emptySet()).set().add(rest.get(0), rest.get(1));
            case "ZSCORE" -> set(key).score(rest.get(0));
            case "ZRANGE" -> set(key).byRank(rest);
            case "ZRANGEBYSCORE" -> set(key).byScore(rest.get(0), rest.get(1), rest.subList(2, rest.size()), false);
            case "ZREVRANGEBYSCORE" -> set(key).byScore(rest.get(1), rest.get(0), rest.subList(2, rest.size()), true);
            case "ZREMRANGEBYSCORE" -> {
                long removed = set(key).removeByScore(rest.get(0), rest.get(1));
                if (set(key).isEmpty()) {
                    values.remove(key);
                }
                yield removed;
            }
            default -> throw new UnsupportedOperationException("The model of Redis lacks " + name);
        };
    }
}
