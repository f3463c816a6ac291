package telegramgateway.message;

import java.util.Locale;

/** What happened to a message. */
public enum MessageKind {
    /** First seen, with its full state. */
    POSTED,
    /** Changed, with its full state after the change. */
    EDITED,
    /** Deleted. Only ids and the time are known: Telegram sends no more. */
    DELETED;

    /** The name in JSON, Redis and routing keys. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
