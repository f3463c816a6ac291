package telegramgateway.mtproto.media;

import java.time.Duration;
import telegramgateway.message.feed.StoreUnavailableException;

/** Telegram wants to be left alone for a time. */
final class QuietException extends StoreUnavailableException {
    private static final long serialVersionUID = 1L;

    private final Duration length;

    QuietException(Duration length) {
        super("Telegram wants " + length.toSeconds() + " s of quiet before more files", null);
        this.length = length;
    }

    Duration length() {
        return length;
    }
}
