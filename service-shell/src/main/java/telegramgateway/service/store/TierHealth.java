package telegramgateway.service.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a tier answers.
 *
 * @param reason why it does not; null when it does
 */
public record TierHealth(boolean up, @Nullable String reason) {

    /** As a part of a health answer: {@code {"status":"up"}} or {@code {"status":"down","reason":…}}. */
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("status", up ? "up" : "down");
        if (reason != null) {
            details.put("reason", reason);
        }
        return details;
    }
}
