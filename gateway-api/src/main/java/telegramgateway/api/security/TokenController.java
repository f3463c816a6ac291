package telegramgateway.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.api.clients.AuditLog;
import telegramgateway.api.http.Envelope;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.JsonBody;
import telegramgateway.api.http.Parameters;

/** Exchanges a key for tokens, so that the key itself need not travel with each request. */
@RestController
class TokenController {
    private final AccessTokens tokens;
    private final Credentials credentials;
    private final AuditLog audit;

    TokenController(AccessTokens tokens, Credentials credentials, AuditLog audit) {
        this.tokens = tokens;
        this.credentials = credentials;
        this.audit = audit;
    }

    @PostMapping("/api/v1/auth/token")
    ResponseEntity<byte[]> token(HttpServletRequest request) {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        CallerAuthentication caller = CallerAuthentication.current();
        String keyId = caller.keyId();
        if (keyId == null || caller.byToken()) {
            throw ErrorCode.FORBIDDEN.refuse(
                    "Tokens are given for an API key only", "Send the key in the header " + Credentials.KEY + ".");
        }
        return answer(envelope, keyId, tokens.issue(keyId, AccessTokens.Use.REFRESH));
    }

    @PostMapping("/api/v1/auth/token/refresh")
    ResponseEntity<byte[]> refresh(HttpServletRequest request) throws IOException {
        Envelope envelope = Envelope.start();
        Parameters.of(request, List.of());
        String given = JsonBody.of(request, List.of("refreshToken")).text("refreshToken");
        CallerAuthentication holder =
                credentials.byToken(request, given == null ? "" : given, AccessTokens.Use.REFRESH);
        audit.note(holder.caller().name(), "token refreshed", null, Map.of("address", request.getRemoteAddr()));
        return answer(envelope, String.valueOf(holder.keyId()), null);
    }

    private ResponseEntity<byte[]> answer(Envelope envelope, String keyId, @Nullable String refreshToken) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("accessToken", tokens.issue(keyId, AccessTokens.Use.ACCESS));
        data.put("tokenType", "Bearer");
        data.put("expiresIn", AccessTokens.ACCESS_LIFE.toSeconds());
        if (refreshToken != null) {
            data.put("refreshToken", refreshToken);
            data.put("refreshExpiresIn", AccessTokens.REFRESH_LIFE.toSeconds());
        }
        return envelope.data(data);
    }
}
