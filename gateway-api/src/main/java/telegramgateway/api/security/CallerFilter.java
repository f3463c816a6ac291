package telegramgateway.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls, where that matters: what anybody may ask is answered whatever credential is sent along. */
final class CallerFilter extends OncePerRequestFilter {
    private final Credentials credentials;
    private final EndpointRights rights;
    private final int bodyMax;

    /** @param bodyMax bytes of a body, from here on */
    CallerFilter(Credentials credentials, EndpointRights rights, int bodyMax) {
        this.bodyMax = bodyMax;
        this.credentials = credentials;
        this.rights = rights;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        BufferedRequest buffered = new BufferedRequest(request, bodyMax);
        if (!rights.isOpen(request)) {
            CallerAuthentication caller = credentials.of(buffered);
            if (caller != null) {
                caller.enter();
            }
        }
        chain.doFilter(buffered, response);
    }
}
