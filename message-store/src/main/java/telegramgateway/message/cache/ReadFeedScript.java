package telegramgateway.message.cache;

import static telegramgateway.message.cache.ScriptCall.argument;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a piece of a feed's order with {@code read_feed.lua}. */
final class ReadFeedScript {
    private static final LuaScript SCRIPT = LuaScript.load("read_feed.lua");
    private static final Set<String> NO_MESSAGES = Set.of("floor", "epoch");

    /**
     * What the feed says of itself.
     *
     * @param floor complete above it; null without a feed
     * @param alive the asserted head; null when none stands
     * @param highest position of the last id; 0 if there is none
     * @param places the ids behind the cursor; empty below the floor
     */
    record Step(@Nullable Long floor, @Nullable Long alive, long highest, List<Place> places) {

        /** The highest position that the cache has heard of; 0 if of none. */
        long knownHead() {
            return alive == null ? highest : Math.max(alive, highest);
        }
    }

    /** A message's place in the feed. */
    record Place(long messageId, long position) {}

    ScriptCall call(long channelId, long cursor, int limit) {
        return new ScriptCall(
                SCRIPT,
                List.of(CacheKeys.feed(channelId), CacheKeys.alive(channelId)),
                List.of(argument(cursor), argument(limit)));
    }

    /** @throws IllegalArgumentException when this is no reply of the script */
    Step step(List<@Nullable Object> reply) {
        if (reply.size() != 5 || !(reply.get(4) instanceof List<?> ids) || ids.size() % 2 != 0) {
            throw new IllegalArgumentException("Not a reply of read_feed.lua");
        }
        List<Place> places = new ArrayList<>(ids.size() / 2);
        for (int i = 0; i < ids.size(); i += 2) {
            places.add(new Place(RedisValue.number(ids.get(i)), RedisValue.number(ids.get(i + 1))));
        }
        // Floor and epoch are no messages: a feed that holds nothing else knows of no position.
        boolean empty = reply.get(2) == null || NO_MESSAGES.contains(RedisValue.text(reply.get(2)));
        return new Step(
                RedisValue.optionalNumber(reply.get(0)),
                RedisValue.optionalNumber(reply.get(1)),
                empty ? 0 : RedisValue.number(reply.get(3)),
                places);
    }
}
