package telegramgateway.message.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * All that the cache asks of a Redis. Every method waits, and throws {@link StoreUnavailableException} on any error.
 */
interface Redis {

    /**
     * Runs scripts in order, in one pipeline; answers their replies, each as {@link #run} does.
     *
     * @throws StoreUnavailableException unless Redis has confirmed every one; then any of them may have run
     */
    List<List<@Nullable Object>> runAll(List<ScriptCall> calls);

    /** Runs one script. A nested reply is a list of lists; a value is a {@code byte[]}, a {@code Long} or null. */
    List<@Nullable Object> run(ScriptCall call);

    /** The values of keys of one channel, null where there is none. */
    List<byte @Nullable []> get(List<String> keys);

    /** Asks for a sign of life. */
    void ping();
}
