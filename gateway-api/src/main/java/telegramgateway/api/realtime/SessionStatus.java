package telegramgateway.api.realtime;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a session is, as mtproto-native says.
 *
 * @param state its word for it; {@code unknown} when it says nothing
 * @param connected null when it says nothing
 * @param remedy what to do; null when nothing need be done
 * @param reason why it is unknown, else null
 */
record SessionStatus(
        String state,
        @Nullable Boolean connected,
        @Nullable String remedy,
        @Nullable String reason) {

    static SessionStatus of(JsonNode session) {
        return new SessionStatus(
                session.path("state").asString("unknown"),
                session.hasNonNull("connected") ? session.get("connected").asBoolean() : null,
                session.hasNonNull("remedy") ? session.get("remedy").asString() : null,
                null);
    }

    static SessionStatus unknown(String reason) {
        return new SessionStatus("unknown", null, null, reason);
    }

    Map<String, Object> shown(String session) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sessionId", session);
        shown.put("state", state);
        if (connected != null) {
            shown.put("connected", connected);
        }
        if (remedy != null) {
            shown.put("remedy", remedy);
        }
        if (reason != null) {
            shown.put("reason", reason);
        }
        return shown;
    }
}
