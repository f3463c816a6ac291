package telegramgateway.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import telegramgateway.api.clients.AuditLog;
import telegramgateway.api.http.Caller;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * Notes each request that changes something, before it is carried out: what cannot be noted is not done. One that was
 * refused then gets a second entry.
 */
final class AuditFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(AuditFilter.class);
    private static final int ERROR = 400;

    private final EndpointRights rights;
    private final AuditLog audit;

    AuditFilter(EndpointRights rights, AuditLog audit) {
        this.rights = rights;
        this.audit = audit;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return rights.find(request)
                .map(found -> found.right(request.getMethod()))
                .filter(EndpointRights.Right::audited)
                .isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Caller caller = CallerAuthentication.current().caller();
        String action = request.getMethod() + " " + request.getRequestURI();
        audit.note(
                caller.name(), action, null, Map.of("role", caller.role().text(), "address", request.getRemoteAddr()));
        chain.doFilter(request, response);
        if (response.getStatus() >= ERROR) {
            try {
                audit.note(caller.name(), action + " refused", null, Map.of("status", response.getStatus()));
            } catch (StoreUnavailableException e) {
                log.warn("That {} of {} was refused could not be noted", action, caller.name(), e);
            }
        }
    }
}
