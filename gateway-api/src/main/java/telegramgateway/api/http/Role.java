package telegramgateway.api.http;

import java.util.Locale;

/** What a caller may do; each role may do all that the ones before it may. */
public enum Role {
    /** Reads messages, channels and health. */
    READER,
    /** Changes what the gateway does: channels, rules, sessions, messages. */
    OPERATOR,
    /** Decides who may do what. */
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The name as it stands in settings, JSON and the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
