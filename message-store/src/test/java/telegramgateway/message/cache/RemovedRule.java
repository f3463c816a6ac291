package telegramgateway.message.cache;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import telegramgateway.message.cache.FeedViolation.Promise;
import telegramgateway.message.cache.ReadFeedScript.Place;
import telegramgateway.message.feed.CacheAnswer;
import telegramgateway.message.feed.CacheAnswer.Hit;
import telegramgateway.message.feed.FeedCache;

/**
 * A rule of the cache, and what is left when it is taken away.
 *
 * @param rule what no longer holds
 * @param breaks the promise that is not kept without it
 * @param rest all other rules
 */
record RemovedRule(String rule, Promise breaks, FeedRules rest) {
    private static final String WRITE = "write_event.lua";
    private static final String TRIMMED_FLOOR = "redis.call('ZADD', feed, highest[2], 'floor')";

    static List<RemovedRule> all() {
        return List.of(
                new RemovedRule(
                        "chain: an event that does not follow on the feed's head raises the floor",
                        Promise.SKIPS,
                        script(WRITE, "tonumber(head) < tonumber(previous)", "false")),
                new RemovedRule(
                        "chain: the first event of a lost feed raises the floor",
                        Promise.SKIPS,
                        script(
                                WRITE,
                                "redis.call('ZADD', feed, previous, 'floor')",
                                "redis.call('ZADD', feed, 0, 'floor')")),
                new RemovedRule(
                        "replay: an event that the feed has gone past is left alone",
                        Promise.SKIPS,
                        script(WRITE, "tonumber(head) >= tonumber(position)", "false")),
                new RemovedRule(
                        "head assertion: a head that the feed has not reached raises the floor",
                        Promise.STALLS,
                        script("assert_head.lua", "not head or tonumber(head) < tonumber(position)", "not head")),
                new RemovedRule(
                        "head assertion: a lost feed gets a floor",
                        Promise.STALLS,
                        script("assert_head.lua", "not head or tonumber(head) < tonumber(position)", "head and false")),
                new RemovedRule(
                        "alive: the feed's end counts only while the head is asserted",
                        Promise.BLIND,
                        reader(AlwaysAlive::new)),
                new RemovedRule(
                        "stale JSON: a JSON older than its place is a miss", Promise.SKIPS, reader(StaleJson::new)),
                new RemovedRule(
                        "nextCursor comes from the order, not from messages",
                        Promise.SKIPS,
                        reader(CursorFromMessages::new)),
                new RemovedRule("a newer JSON waits for its own place", Promise.GOES_BACK, reader(NewerJson::new)),
                new RemovedRule(
                        "trim: the floor rises to the highest score that goes",
                        Promise.SKIPS,
                        script(
                                WRITE,
                                TRIMMED_FLOOR,
                                "redis.call('ZADD', feed, floor, 'floor')",
                                "local function trim(highest)",
                                "local floor = redis.call('ZSCORE', feed, 'floor')\nlocal function trim(highest)")),
                new RemovedRule("trim: the floor is added again", Promise.REFUSES, script(WRITE, TRIMMED_FLOOR, "")),
                new RemovedRule(
                        "the floor lies inside the feed",
                        Promise.REFUSES,
                        new FeedRules(RemovedRule::floorOutside, CacheReader::new)),
                new RemovedRule(
                        "positions stay strings",
                        Promise.SKIPS,
                        script(
                                WRITE,
                                "redis.call('ZADD', feed, position, id)",
                                "redis.call('ZADD', feed, tostring(tonumber(position)), id)")));
    }

    @Override
    public String toString() {
        return rule;
    }

    /** Replaces text in one script; pairs of what stands there and what takes its place. */
    private static FeedRules script(String name, String... replacements) {
        return new FeedRules(
                script -> script.name().equals(name) ? replaced(script, replacements) : script, CacheReader::new);
    }

    private static FeedRules reader(Function<Redis, FeedCache> reader) {
        return new FeedRules(UnaryOperator.identity(), reader);
    }

    private static LuaScript replaced(LuaScript script, String... replacements) {
        String source = script.source();
        for (int i = 0; i < replacements.length; i += 2) {
            if (!source.contains(replacements[i])) {
                throw new IllegalStateException(script.name() + " does not say " + replacements[i]);
            }
            source = source.replace(replacements[i], replacements[i + 1]);
        }
        return LuaScript.of(script.name(), source);
    }

    /** Gives the floor a key of its own, which may get lost alone. */
    private static LuaScript floorOutside(LuaScript script) {
        String source = script.source()
                .replaceAll("'ZADD', feed, (\\S+), 'floor'", "'SET', feed .. ':floor', $1, 'PX', '3600000'")
                .replace("'ZSCORE', feed, 'floor'", "'GET', feed .. ':floor'");
        return LuaScript.of(script.name(), source);
    }

    private static final class StaleJson extends CacheReader {
        StaleJson(Redis redis) {
            super(redis);
        }

        @Override
        boolean isStale(long jsonPosition, Place place) {
            return false;
        }
    }

    private static final class CursorFromMessages extends CacheReader {
        CursorFromMessages(Redis redis) {
            super(redis);
        }

        @Override
        long nextCursor(Place place, long jsonPosition) {
            return Math.max(place.position(), jsonPosition);
        }
    }

    private static final class NewerJson extends CacheReader {
        NewerJson(Redis redis) {
            super(redis);
        }

        @Override
        boolean belongs(long jsonPosition, Place place) {
            return true;
        }
    }

    /** Believes every end. */
    private static final class AlwaysAlive implements FeedCache {
        private final CacheReader reader;

        AlwaysAlive(Redis redis) {
            reader = new CacheReader(redis);
        }

        @Override
        public CacheAnswer read(long channelId, long cursor, int limit) {
            CacheAnswer answer = reader.read(channelId, cursor, limit);
            return answer instanceof Hit hit ? new Hit(hit.entries(), hit.nextCursor(), hit.knownHead(), true) : answer;
        }

        @Override
        public OptionalLong head(long channelId) {
            return reader.head(channelId);
        }
    }
}
