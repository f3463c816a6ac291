package telegramgateway.mtproto.media;

import java.util.Locale;

/** What became of a file. */
enum FileOutcome {
    STORED,
    /** Its content was there already. */
    KNOWN,
    TOO_LARGE,
    /** All files together would take more than they may. */
    FULL,
    /** Telegram does not have it any more, or not for this account. */
    GONE,
    /** It failed each time that it was tried. */
    REFUSED;

    /** The name in JSON and metrics. */
    String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
