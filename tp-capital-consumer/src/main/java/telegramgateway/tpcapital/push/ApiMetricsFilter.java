package telegramgateway.tpcapital.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** The API's metrics under the names that its users know. */
@Component
@Order(ApiMetricsFilter.BEFORE_ALL_OTHERS)
final class ApiMetricsFilter extends OncePerRequestFilter {
    static final int BEFORE_ALL_OTHERS = 0;

    private static final int UNAUTHORIZED = 401;
    private static final String OTHER = "OTHER";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Counter refused;

    ApiMetricsFilter(MeterRegistry registry) {
        this.registry = registry;
        refused = Counter.builder("api.auth.failures")
                .description("Requests without the token or key that they need")
                .register(registry);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Timer.Sample sample = Timer.start(registry);
        try {
            chain.doFilter(request, response);
        } finally {
            sample.stop(Timer.builder("api.http.request.duration")
                    .description("How long requests take")
                    .tag("method", METHODS.contains(request.getMethod()) ? request.getMethod() : OTHER)
                    .tag("route", route(request))
                    .tag("status_code", String.valueOf(response.getStatus()))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry));
            if (response.getStatus() == UNAUTHORIZED) {
                refused.increment();
            }
        }
    }

    /** The pattern of the route: a client may ask for any path. */
    private static String route(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? OTHER : pattern.toString();
    }
}
