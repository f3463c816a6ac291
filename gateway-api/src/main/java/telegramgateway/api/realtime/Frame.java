package telegramgateway.api.realtime;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a stream tells.
 *
 * @param cursor where a stream goes on after it; null when it moves nothing
 * @param at when it happened, milliseconds since 1970
 * @param data JSON in one line, UTF-8
 */
record Frame(Kind kind, @Nullable String cursor, long at, byte[] data) {

    /** What is told, by its names in both protocols. */
    enum Kind {
        OPEN("open", "OPEN"),
        STATE("state", "STATE"),
        POSTED("posted", "NEW_MESSAGE"),
        EDITED("edited", "MESSAGE_EDITED"),
        DELETED("deleted", "MESSAGE_DELETED"),
        STATUS("status", "SESSION_STATUS"),
        ERROR("error", "ERROR");

        private final String event;
        private final String type;

        Kind(String event, String type) {
            this.event = event;
            this.type = type;
        }

        /** The {@code event} of Server-Sent Events. */
        String event() {
            return event;
        }

        /** The {@code type} of WebSocket messages. */
        String type() {
            return type;
        }

        boolean isMessage() {
            return this == POSTED || this == EDITED || this == DELETED;
        }
    }
}
