package telegramgateway.message;

import java.util.Locale;

/** Where an observation of a message came from. */
public enum MessageSource {
    /** The live updates of a user account. */
    USER,
    /** The live updates of a bot. */
    BOT,
    /** Telegram's history, read to fill a gap or to sweep for changes. */
    BACKFILL,
    /** An export file played as if it were live. */
    REPLAY,
    /** An export file read as bulk history. */
    IMPORT;

    /** True for bulk history, which the cache passes over and which bus and push get only by setting. */
    public boolean isHistory() {
        return this == BACKFILL || this == IMPORT;
    }

    /** The name in JSON and metrics. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
