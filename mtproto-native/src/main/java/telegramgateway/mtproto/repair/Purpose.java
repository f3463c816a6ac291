package telegramgateway.mtproto.repair;

import java.util.Locale;

/** What a piece of Telegram's history is read for, the most urgent first. */
public enum Purpose {
    /** What was posted while nobody listened. */
    MISSED,
    /** A person asked for it. */
    REQUESTED,
    /** Whether a silent channel is silent. */
    PROBE,
    /** Ids of which nothing is known. */
    HOLES,
    /** What may have been edited or deleted without a word. */
    SWEEP,
    /** Whether all that is stored is what Telegram has. */
    AUDIT,
    /** What was posted before the channel was registered. */
    BACKFILL;

    /** The name in metrics. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
