package telegramgateway.tpcapital.store;

import java.util.Locale;

/** What became of a message. */
public enum Outcome {
    /** It is a live row among the signals, complete or with its missing parts named. */
    SIGNAL,
    /** It is laid out as a signal but says too little to act on; no row. */
    INCOMPLETE,
    /** It is something else, the reason says what. */
    NOT_A_SIGNAL,
    /** It was deleted. */
    DELETED,
    /** It could not be read or stored for good; the reason says why. */
    FAILED;

    /** The name in the database, JSON and metrics. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
