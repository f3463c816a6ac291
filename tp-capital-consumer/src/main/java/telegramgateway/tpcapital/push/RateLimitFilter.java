package telegramgateway.tpcapital.push;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import telegramgateway.service.web.ErrorAnswer;
import telegramgateway.service.web.TokenFilter;

/** Answers 429 to who asks too often, before anything is looked at; a wrong token is a request as well. */
@Component
@Order(RateLimitFilter.BEFORE_TOKENS)
final class RateLimitFilter extends OncePerRequestFilter {
    static final int BEFORE_TOKENS = 10;

    private final PushSettings settings;
    private final RateLimits limits;

    RateLimitFilter(PushSettings settings) {
        this.settings = settings;
        limits = new RateLimits(settings, TimeMeter.SYSTEM_NANOTIME);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return TokenFilter.OPEN_PATHS.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean gateway = settings.isGateway(request.getHeader(IngestController.TOKEN));
        Duration wait = gateway ? limits.ofGateway() : limits.ofClient(request.getRemoteAddr());
        if (wait.isZero()) {
            chain.doFilter(request, response);
            return;
        }
        long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("retryAfter", seconds);
        details.put("hint", "Ask again after so many seconds. The limit is RATE_LIMIT_MAX per RATE_LIMIT_WINDOW_MS.");
        ErrorAnswer answer = new ErrorAnswer(429, "RATE_LIMITED", "Too many requests", details);
        response.setStatus(answer.status());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream().write(answer.json());
    }
}
