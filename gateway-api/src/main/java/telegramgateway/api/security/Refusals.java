package telegramgateway.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import telegramgateway.service.web.RequestRefusedException;

/** Answers what the filters behind it refuse in the form in which controllers' refusals are answered. */
final class Refusals extends OncePerRequestFilter implements RequestRejectedHandler {
    private final HandlerExceptionResolver answers;

    Refusals(HandlerExceptionResolver answers) {
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException refusal) {
            if (refusal instanceof RequestRefusedException known
                    && known.answer().details().get("retryAfter") instanceof Number seconds) {
                response.setHeader(HttpHeaders.RETRY_AFTER, seconds.toString());
            }
            if (response.isCommitted() || answers.resolveException(request, response, null, refusal) == null) {
                throw refusal;
            }
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException refusal) {
        answers.resolveException(request, response, null, new ErrorResponseException(HttpStatus.BAD_REQUEST, refusal));
    }
}
