package telegramgateway.message.feed;

import org.jspecify.annotations.Nullable;

/** A tier cannot answer now. Says nothing about the data: never to be read as "empty". */
public class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
