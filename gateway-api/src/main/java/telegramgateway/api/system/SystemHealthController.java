package telegramgateway.api.system;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Parameters;
import telegramgateway.service.web.Health;
import telegramgateway.service.web.HealthSource;

/** The health of each tier, in the API's envelope. {@code /health} says the same without it and without a key. */
@RestController
class SystemHealthController {
    private final HealthSource source;

    SystemHealthController(HealthSource source) {
        this.source = source;
    }

    @GetMapping("/api/v1/system/health")
    ResponseEntity<byte[]> health(HttpServletRequest request) {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        Health health = source.health();
        if (health.status() == Health.Status.UNHEALTHY) {
            throw ErrorCode.UNHEALTHY.refuse("No tier answers", "See the reason of each tier.", health.details());
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("status", health.status().jsonName());
        data.putAll(health.details());
        return envelope.data(data);
    }
}
