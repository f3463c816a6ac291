package telegramgateway.service.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import telegramgateway.service.settings.Secret;

/** Lets pass only requests that carry a token in a header. Compares in constant time. */
public final class TokenFilter extends OncePerRequestFilter {
    /** What monitoring reads without a token. */
    public static final Set<String> OPEN_PATHS = Set.of("/health", "/metrics");

    private final String header;
    private final Secret token;
    private final Set<String> openPaths;

    /**
     * @param header the header that carries the token, such as {@code X-API-Key}
     * @param openPaths exact paths that need none
     */
    public TokenFilter(String header, Secret token, Set<String> openPaths) {
        this.header = header;
        this.token = token;
        this.openPaths = Set.copyOf(openPaths);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return openPaths.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String given = request.getHeader(header);
        if (given != null && token.matches(given)) {
            chain.doFilter(request, response);
            return;
        }
        ErrorAnswer answer = ErrorAnswer.of(
                401,
                "UNAUTHORIZED",
                given == null
                        ? "The header " + header + " is missing"
                        : "The header " + header + " holds a wrong value",
                "Send the token that this service was started with in the header " + header + ".");
        response.setStatus(answer.status());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream().write(answer.json());
    }
}
