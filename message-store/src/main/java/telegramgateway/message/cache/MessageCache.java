package telegramgateway.message.cache;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.CacheAnswer;
import telegramgateway.message.feed.FeedCache;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * The door to Redis. Connects when it is first used, connects again when the connection broke, and refuses at once
 * while there is none.
 *
 * <p>{@link #write} and {@link #assertHeads} belong to the one thread that delivers to the cache; everything else may
 * be called by many threads.
 *
 * <table>
 * <caption>The keys; nothing of them is kept on disk</caption>
 * <tr><th>key</th><th>type</th><th>content</th><th>life</th></tr>
 * <tr><td>{@code telegram:msg:{<channel>}:<message>}</td><td>string</td>
 *     <td>the message's canonical JSON</td>
 *     <td>1 h after its last event</td></tr>
 * <tr><td>{@code telegram:channel:{<channel>}:recent}</td><td>sorted set</td>
 *     <td>the feed: message ids by position, and the member {@code floor} at the position above which it is complete.
 *     The floor lies inside, so that both are evicted, lost and failed over together; it is the lowest position. After
 *     a takeover the member {@code epoch} counts the channel's takeovers, as a negative score</td>
 *     <td>no expiry; trimmed by age relative to the position being written, and to a number of ids</td></tr>
 * <tr><td>{@code telegram:channel:{<channel>}:alive}</td><td>string</td>
 *     <td>the channel's head, as the writer asserted it</td>
 *     <td>5 s</td></tr>
 * <tr><td>{@code telegram:dedup:{<channel>}:<message>}</td><td>string</td>
 *     <td>the position that TP Capital has committed</td>
 *     <td>2 h</td></tr>
 * <tr><td>{@code telegram:api:seen:<key prefix>:<nonce>}</td><td>string</td>
 *     <td>that a signed request was there</td>
 *     <td>10 min</td></tr>
 * <tr><td>{@code telegram:api:rate:<client>:<endpoint>}</td><td>string</td>
 *     <td>the requests of the present window</td>
 *     <td>the window</td></tr>
 * </table>
 *
 * <p>The publish/subscribe channel {@code telegram:wake:{<channel>}} carries hints that a channel has news.
 */
public final class MessageCache implements FeedCache, MeterBinder, AutoCloseable {
    private final RedisServer server;
    private final Redis redis;
    private final CacheWriter writer;
    private final CacheReader reader;
    private final MarkCommittedScript markCommitted;
    private final RememberScript remember = new RememberScript();
    private final CountScript counting = new CountScript();
    private final FeedSurvey survey;
    private final Duration messageLife;

    private MessageCache(RedisServer server, CacheOptions options) {
        this.server = server;
        redis = server.connection("reading");
        writer = new CacheWriter(server.connection("writing"), options);
        reader = new CacheReader(redis);
        markCommitted = new MarkCommittedScript(options);
        survey = server.survey();
        messageLife = options.messageLife();
    }

    /**
     * Never fails because Redis is away: the first use connects.
     *
     * @throws IllegalArgumentException when the URL is none of Redis
     */
    public static MessageCache connect(CacheOptions options, InstantSource clock) {
        return new MessageCache(new RedisServer(options, clock), options);
    }

    /**
     * Writes events in order. May be repeated, also in part: what Redis has already is left alone. An event that is
     * simply not written (passed over) raises the floor when its channel's next event or head comes.
     *
     * @param epochs by channel the epoch in which the caller owns it; 0 for those that are not in it
     * @return the channels that belong to later epochs; nothing of them was written
     * @throws StoreUnavailableException unless Redis has confirmed all of them; then some may be written
     */
    public Set<Long> write(List<MessageEvent> events, Map<Long, Long> epochs) {
        return writer.write(events, epochs);
    }

    /**
     * Vouches for channels' heads, so that readers may believe the feed's end. To be called once a second, and only
     * while everything that was accepted more than a second ago has been written or passed over: a lagging target must
     * not vouch for an end that it has not reached.
     *
     * @param headByChannel position of each channel's last event that was written or passed over
     * @param epochs as for {@link #write}; the heads of channels that belong to later ones do not count
     * @throws StoreUnavailableException unless Redis has confirmed all of them
     */
    public void assertHeads(Map<Long, Long> headByChannel, Map<Long, Long> epochs) {
        writer.assertHeads(headByChannel, epochs);
    }

    /**
     * Begins epochs of channels: whoever writes them in an earlier one is refused from now on. What is there stays
     * until the first event or head of the new epoch comes; nobody vouches for its end. May be called by any thread.
     *
     * @throws StoreUnavailableException unless Redis has confirmed all of them
     */
    public void beginEpochs(Map<Long, Long> epochs) {
        writer.beginEpochs(epochs);
    }

    /** How long a message is hot after its last event: an older event is of no use here. */
    public Duration messageLife() {
        return messageLife;
    }

    /**
     * The highest position of each channel that has a feed. Walks over all keys: a new journal asks it once.
     *
     * @throws StoreUnavailableException when Redis cannot answer
     */
    public Map<Long, Long> highestPositions() {
        return survey.highestPositions();
    }

    @Override
    public CacheAnswer read(long channelId, long cursor, int limit) {
        return reader.read(channelId, cursor, limit);
    }

    @Override
    public OptionalLong head(long channelId) {
        return reader.head(channelId);
    }

    /**
     * Calls back when a channel has news, from now on and across reconnects. A hint only: hints get lost, and tell
     * nothing but that reading may be worth it. The listener runs on a network thread and must not block.
     *
     * @return ends the subscription
     */
    public AutoCloseable onWake(LongConsumer channelId) {
        return server.subscribe(channelId);
    }

    /**
     * The position of a message that TP Capital has committed, as far as Redis remembers.
     *
     * @throws StoreUnavailableException when Redis cannot answer; the caller then asks its database
     */
    public OptionalLong committed(long channelId, long messageId) {
        byte[] mark =
                redis.get(List.of(CacheKeys.committed(channelId, messageId))).getFirst();
        return mark == null ? OptionalLong.empty() : OptionalLong.of(RedisValue.number(mark));
    }

    /**
     * Notes that TP Capital has committed a message at a position; a lower position than the noted one changes nothing.
     *
     * @throws StoreUnavailableException when Redis did not confirm; harmless, the mark only saves work
     */
    public void markCommitted(long channelId, long messageId, long position) {
        redis.runAll(List.of(markCommitted.call(channelId, messageId, position)));
    }

    /**
     * Remembers a name; true when it was not remembered before.
     *
     * @param life for how long
     * @throws StoreUnavailableException when Redis cannot tell
     */
    public boolean firstUse(String name, Duration life) {
        return Long.valueOf(1).equals(redis.run(remember.call(name, life)).getFirst());
    }

    /**
     * Counts a request in its window, which begins with the first one.
     *
     * @param who whose requests, and to what
     * @param blockAfter the request after so many makes the window last for {@code block} from then on
     * @throws StoreUnavailableException when Redis cannot tell; it may have been counted
     */
    public RequestCount countRequest(String who, Duration window, long blockAfter, Duration block) {
        return CountScript.count(redis.run(counting.call(who, window, blockAfter, block)));
    }

    /**
     * Asks Redis for a sign of life.
     *
     * @throws StoreUnavailableException when there is none
     */
    public void ping() {
        redis.ping();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("redis.failures", server, RedisServer::failures)
                .description("Calls that Redis did not confirm")
                .register(registry);
    }

    @Override
    public void close() {
        server.close();
    }
}
