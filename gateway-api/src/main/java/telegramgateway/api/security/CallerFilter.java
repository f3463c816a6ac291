package telegramgateway.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import telegramgateway.api.http.Caller;

/** Finds out who calls, where that matters: what anybody may ask is answered whatever credential is sent along. */
final class CallerFilter extends OncePerRequestFilter {
    private final Credentials credentials;
    private final EndpointRights rights;

    CallerFilter(Credentials credentials, EndpointRights rights) {
        this.credentials = credentials;
        this.rights = rights;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return rights.isOpen(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Caller caller = credentials.of(request);
        if (caller != null) {
            CallerAuthentication.enter(caller);
        }
        chain.doFilter(request, response);
    }
}
