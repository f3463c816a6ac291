package telegramgateway.service.web;

import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /health}: status, whether it was told to end, what the service adds, seconds of uptime, time. */
@RestController
class HealthController {
    private static final double MILLIS_PER_SECOND = 1000.0;

    private final HealthSource source;
    private final ShuttingDown shuttingDown;
    private final InstantSource clock;

    HealthController(HealthSource source, ShuttingDown shuttingDown, InstantSource clock) {
        this.source = source;
        this.shuttingDown = shuttingDown;
        this.clock = clock;
    }

    @GetMapping("/health")
    ResponseEntity<Map<String, Object>> health() {
        Health health = source.health();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", health.status().jsonName());
        if (shuttingDown.hasBegun()) {
            body.put("shuttingDown", true);
        }
        body.putAll(health.details());
        body.put("uptime", ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS_PER_SECOND);
        body.put(
                "timestamp",
                DateTimeFormatter.ISO_INSTANT.format(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        boolean works = health.status() != Health.Status.UNHEALTHY;
        return ResponseEntity.status(works ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }
}
