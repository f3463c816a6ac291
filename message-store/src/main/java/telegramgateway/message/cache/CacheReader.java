package telegramgateway.message.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.cache.ReadFeedScript.Place;
import telegramgateway.message.cache.ReadFeedScript.Step;
import telegramgateway.message.feed.CacheAnswer;
import telegramgateway.message.feed.CacheAnswer.Hit;
import telegramgateway.message.feed.CacheAnswer.Miss;
import telegramgateway.message.feed.CacheAnswer.Reason;
import telegramgateway.message.feed.FeedCache;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * Reads a feed in two steps: the order, atomically, then the messages. Anything may happen to Redis between the two, so
 * each message is proved against its place in the order.
 */
class CacheReader implements FeedCache {
    private final ReadFeedScript script = new ReadFeedScript();
    private final Redis redis;

    CacheReader(Redis redis) {
        this.redis = redis;
    }

    @Override
    public CacheAnswer read(long channelId, long cursor, int limit) {
        long knownHead = 0;
        try {
            Step step = script.step(redis.run(script.call(channelId, cursor, limit)));
            knownHead = step.knownHead();
            if (step.floor() == null) {
                return new Miss(Reason.ABSENT, knownHead);
            }
            if (cursor < step.floor()) {
                return new Miss(Reason.BELOW_FLOOR, knownHead);
            }
            return messages(channelId, cursor, step);
        } catch (StoreUnavailableException | IllegalArgumentException _) {
            return new Miss(Reason.ERROR, knownHead);
        }
    }

    @Override
    public OptionalLong head(long channelId) {
        try {
            Step step = script.step(redis.run(script.call(channelId, Long.MAX_VALUE, 0)));
            return step.alive() == null ? OptionalLong.empty() : OptionalLong.of(step.knownHead());
        } catch (StoreUnavailableException | IllegalArgumentException _) {
            return OptionalLong.empty();
        }
    }

    private CacheAnswer messages(long channelId, long cursor, Step step) {
        List<Place> places = step.places();
        List<byte @Nullable []> jsons = jsons(channelId, places);
        List<FeedEntry> entries = new ArrayList<>(places.size());
        long nextCursor = cursor;
        long knownHead = step.knownHead();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            byte[] json = jsons.get(i);
            if (json == null) {
                return new Miss(Reason.JSON_MISSING, knownHead);
            }
            long position = CachedJson.position(json);
            if (isStale(position, place)) {
                return new Miss(Reason.JSON_STALE, knownHead);
            }
            if (belongs(position, place)) {
                entries.add(new FeedEntry(place.messageId(), place.position(), json));
            }
            nextCursor = nextCursor(place, position);
            knownHead = Math.max(knownHead, position);
        }
        return new Hit(entries, nextCursor, knownHead, step.alive() != null);
    }

    private List<byte @Nullable []> jsons(long channelId, List<Place> places) {
        if (places.isEmpty()) {
            return List.of();
        }
        List<String> keys = new ArrayList<>(places.size());
        for (Place place : places) {
            keys.add(CacheKeys.message(channelId, place.messageId()));
        }
        return redis.get(keys);
    }

    /** Whether another Redis, behind the first step's, answered the second. */
    boolean isStale(long jsonPosition, Place place) {
        return jsonPosition < place.position();
    }

    /**
     * Whether a state is served here. A newer one has a later place: served early, an older one could come after it.
     */
    boolean belongs(long jsonPosition, Place place) {
        return jsonPosition <= place.position();
    }

    /** Where to go on behind a place: by the order, never by a position that was read from a message. */
    long nextCursor(Place place, long jsonPosition) {
        return place.position();
    }
}
