package telegramgateway.message.cache;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import telegramgateway.message.feed.FeedCache;

/**
 * The rules under test: the scripts, and the reader of the cache.
 *
 * @param script changes a script before it runs
 * @param reader makes the reader of the cache
 */
record FeedRules(UnaryOperator<LuaScript> script, Function<Redis, FeedCache> reader) {
    static FeedRules asBuilt() {
        return new FeedRules(UnaryOperator.identity(), CacheReader::new);
    }
}
