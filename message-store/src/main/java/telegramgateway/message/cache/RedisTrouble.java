package telegramgateway.message.cache;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import javax.net.ssl.SSLException;
import telegramgateway.message.feed.StoreUnavailableException;

/** Why Redis cannot be had, in words that say what to do where we can tell. */
final class RedisTrouble {
    private RedisTrouble() {}

    static StoreUnavailableException away(Throwable failure) {
        return new StoreUnavailableException("Redis is away" + reason(failure), failure);
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return ": no trusted TLS connection to it (" + cause.getMessage()
                        + "), see REDIS_URL and REDIS_CA_FILE";
            }
            if (cause instanceof RedisCommandExecutionException) {
                return ": it refuses us (" + cause.getMessage()
                        + "), see REDIS_USERNAME, REDIS_PASSWORD and REDIS_SENTINEL_PASSWORD";
            }
        }
        return "";
    }

    /** Whether a server that is no master has refused to write; a script's error holds it in the middle. */
    static boolean isDemoted(Throwable failure) {
        return failure instanceof RedisException
                && String.valueOf(failure.getMessage()).contains("READONLY ");
    }
}
