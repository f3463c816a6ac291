package telegramgateway.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.message.cache.RequestCount;

/**
 * Holds each client to a number of requests per endpoint and minute: first it is warned, then refused until the minute
 * is over, and if it goes on all the same, for longer.
 */
final class RateLimitFilter extends OncePerRequestFilter {
    /** From this part of the limit on a client is warned, in percent. */
    static final int WARNED_FROM = 80;

    private static final int PERCENT = 100;

    private final EndpointRights rights;
    private final RateLimits limits;

    RateLimitFilter(EndpointRights rights, RateLimits limits) {
        this.rights = rights;
        this.limits = limits;
    }

    /** Who is nobody is refused by the gate; what anybody may ask is cheap. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return limits.limit() == 0 || CallerAuthentication.present() == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String endpoint = rights.find(request)
                .map(found -> found.right(request.getMethod()))
                .map(right -> right.method() + " " + right.pattern())
                .orElse("unknown");
        RequestCount count =
                limits.count(CallerAuthentication.current().caller().name(), endpoint);
        long limit = limits.limit();
        long left = Math.max(1, count.left().plusMillis(999).toSeconds());
        response.setHeader("RateLimit-Limit", String.valueOf(limit));
        response.setHeader("RateLimit-Remaining", String.valueOf(Math.max(0, limit - count.count())));
        response.setHeader("RateLimit-Reset", String.valueOf(left));
        if (count.count() > limit) {
            throw ErrorCode.RATE_LIMITED.refuse(
                    "Too many requests",
                    "Ask again after so many seconds. Who goes on at " + RateLimits.BLOCK_FACTOR
                            + " times the limit waits " + RateLimits.BLOCK.toMinutes() + " minutes.",
                    Map.of("retryAfter", left, "limit", limit, "current", count.count()));
        }
        if (count.count() * PERCENT >= limit * WARNED_FROM) {
            response.setHeader(
                    "X-RateLimit-Warning", count.count() + " of " + limit + " requests of this minute are used");
        }
        chain.doFilter(request, response);
    }
}
