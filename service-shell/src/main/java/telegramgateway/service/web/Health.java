package telegramgateway.service.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How a service is.
 *
 * @param details more fields of the answer, in this order; plain values, maps and lists, never a secret
 */
public record Health(Status status, Map<String, ?> details) {

    /**
     * {@code DEGRADED}: a part is down and the service does its job. {@code UNHEALTHY}: it does not, the answer is 503.
     */
    public enum Status {
        HEALTHY,
        DEGRADED,
        UNHEALTHY;

        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Health {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
