package telegramgateway.mtproto;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import telegramgateway.service.web.ErrorAnswer;
import telegramgateway.service.web.TokenFilter;

/** Lets only this machine control the gateway, with or without a token. */
final class LocalControlFilter extends OncePerRequestFilter implements Ordered {

    /** Before the token is looked at. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return TokenFilter.OPEN_PATHS.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // The address is a number, as the server gives it: nothing is looked up.
        if (InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()) {
            chain.doFilter(request, response);
            return;
        }
        ErrorAnswer answer = ErrorAnswer.of(
                403,
                "FORBIDDEN",
                "Only this machine may control the gateway",
                "Run the command on the gateway's machine.");
        response.setStatus(answer.status());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(answer.json());
    }
}
