package telegramgateway.message.coverage;

import java.util.Locale;

/** What is known of a message id, from the weakest to the strongest fact. */
public enum CoverageState {
    /** Nothing: whether there is such a message must be asked. */
    UNKNOWN,

    /** An export left it out between two others; the reason is the export's date. */
    ABSENT_PER_EXPORT,

    /** Telegram says that there is no such message. */
    ABSENT,

    /** There is something that the gateway does not keep; the reason says why. */
    REFUSED,

    /** It was stored, and retention has removed it. Set by retention only, which asks no other fact. */
    RETIRED,

    /** It has a row, be it that of a deletion. */
    STORED;

    /** As the database and JSON name it, such as {@code absent_per_export}. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no state has that name */
    public static CoverageState ofJsonName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** True when a fact of the other state replaces one of this. */
    public boolean yieldsTo(CoverageState other) {
        return compareTo(other) < 0;
    }
}
