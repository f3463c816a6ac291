package telegramgateway.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Ids;

/**
 * Lets a request pass to its controller if {@link EndpointRights} says so. Who has no credential learns nothing, also
 * not which paths exist; a chat that a caller may not read is as one that nobody has heard of.
 */
final class EndpointGate extends OncePerRequestFilter {
    /** The path variable that names the chat whose messages an endpoint gives. */
    private static final String CHAT = "chatId";

    private final EndpointRights rights;

    EndpointGate(EndpointRights rights) {
        this.rights = rights;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!rights.isOpen(request)) {
            check(request);
        }
        chain.doFilter(request, response);
    }

    private void check(HttpServletRequest request) throws ServletException {
        Caller caller = CallerAuthentication.current().caller();
        EndpointRights.Found endpoint = rights.find(request)
                .orElseThrow(() -> new NoResourceFoundException(
                        HttpMethod.valueOf(request.getMethod()), request.getRequestURI(), ""));
        if (request.getMethod().equals("OPTIONS")) {
            return;
        }
        EndpointRights.Right right = endpoint.right(request.getMethod());
        if (right == null) {
            throw new HttpRequestMethodNotSupportedException(request.getMethod(), endpoint.methods());
        }
        if (!right.allows(caller.role())) {
            throw ErrorCode.FORBIDDEN.refuse(
                    "Your role " + caller.role().text() + " may not do this",
                    "Ask an administrator for a key with the role " + right.leastText() + ".",
                    Map.of("role", caller.role().text(), "needed", right.leastText()));
        }
        String chat = endpoint.variables().get(CHAT);
        if (chat != null && caller.channels() != null && !caller.mayRead(Ids.chat(chat))) {
            throw Ids.unknownChat(Ids.chat(chat));
        }
    }
}
