package telegramgateway.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import telegramgateway.api.ApiSettings;
import telegramgateway.api.clients.AccessSettings;
import telegramgateway.api.clients.ClientDirectory;
import telegramgateway.api.clients.KeyHolder;
import telegramgateway.api.clients.KeyText;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Role;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.web.RequestRefusedException;

/**
 * Tells by what a request carries who sent it: a key, a signature by a key's secret, a token that stands for a key, or
 * the gateway's token. Compares in constant time. Safe for use by many threads.
 */
@Component
final class Credentials {
    static final String KEY = "X-API-Key";
    static final String GATEWAY_TOKEN = "X-Gateway-Token";

    private static final String BEARER = "Bearer ";
    private static final String OF_SETTINGS = "settings:";
    private static final Logger log = LoggerFactory.getLogger(Credentials.class);

    private final ClientDirectory clients;
    private final AccessTokens tokens;
    private final RequestSignatures signatures;
    private final LoginFailures failures;
    private final InstantSource clock;
    private final Secret key;
    private final CallerAuthentication keyHolder;
    private final @Nullable Secret gatewayToken;
    private final CallerAuthentication gateway =
            CallerAuthentication.of(Caller.of("gateway-token", Role.OPERATOR), null);

    Credentials(
            ApiSettings api,
            AccessSettings access,
            ClientDirectory clients,
            AccessTokens tokens,
            RequestSignatures signatures,
            LoginFailures failures,
            InstantSource clock) {
        this.clients = clients;
        this.tokens = tokens;
        this.signatures = signatures;
        this.failures = failures;
        this.clock = clock;
        key = api.key();
        keyHolder = CallerAuthentication.of(
                Caller.of("api-key-of-the-settings", access.keyRole()), OF_SETTINGS + key.fingerprint());
        gatewayToken = access.gatewayToken();
        log.info(
                "The API key of the settings has the fingerprint {} and the role {}",
                key.fingerprint(),
                access.keyRole().text());
    }

    /**
     * Who sent a request; null when it carries nothing that would tell.
     *
     * @throws RequestRefusedException when what it carries is wrong
     */
    @Nullable
    CallerAuthentication of(BufferedRequest request) throws IOException {
        String givenKey = request.getHeader(KEY);
        if (givenKey != null) {
            return byKey(request, givenKey);
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            CallerAuthentication holder =
                    byToken(request, authorization.substring(BEARER.length()).strip(), AccessTokens.Use.ACCESS);
            requireSignature(request, holder);
            return holder.viaToken();
        }
        String givenToken = request.getHeader(GATEWAY_TOKEN);
        if (givenToken != null && gatewayToken != null) {
            if (gatewayToken.matches(givenToken)) {
                return gateway;
            }
            throw wrong(request, GATEWAY_TOKEN, null);
        }
        return null;
    }

    /** For whose key a token stands. */
    CallerAuthentication byToken(HttpServletRequest request, String token, AccessTokens.Use use) {
        String keyId = tokens.keyId(token, use).orElseThrow(() -> wrong(request, "token", null));
        if (keyId.startsWith(OF_SETTINGS)) {
            if (keyId.equals(keyHolder.keyId())) {
                return keyHolder;
            }
            throw wrong(request, "token", null);
        }
        return authentication(clients.find(keyId).orElseThrow(() -> wrong(request, "token", null)));
    }

    /**
     * Who is known already, as he is now.
     *
     * @throws RequestRefusedException when his key has ended
     */
    CallerAuthentication again(CallerAuthentication known) {
        String keyId = known.keyId();
        if (keyId == null || keyId.startsWith(OF_SETTINGS)) {
            return known;
        }
        return authentication(clients.find(keyId)
                .orElseThrow(() -> ErrorCode.UNAUTHORIZED.refuse(
                        "The API key is not there any more", "Ask an administrator for a new one.")));
    }

    private CallerAuthentication byKey(BufferedRequest request, String given) throws IOException {
        if (key.matches(given)) {
            return keyHolder;
        }
        KeyText text = KeyText.of(given).orElseThrow(() -> wrong(request, KEY, null));
        if (!clients.knows(text.prefix())) {
            failures.check(address(request));
        }
        KeyHolder holder = clients.find(text.prefix()).orElseThrow(() -> wrong(request, KEY, text.prefix()));
        boolean signed = request.getHeader(RequestSignatures.SIGNATURE) != null;
        // Who signs need not send the key itself: its first characters name it.
        if ((text.hasSecret() || !signed) && !text.matches(holder.key())) {
            throw wrong(request, KEY, text.prefix());
        }
        if (signed || holder.client().signed()) {
            verify(request, text.prefix());
        }
        CallerAuthentication authentication = authentication(holder);
        clients.used(text.prefix());
        return authentication;
    }

    private void requireSignature(BufferedRequest request, CallerAuthentication holder) throws IOException {
        String keyId = holder.keyId();
        if (keyId != null && holder.mustSign()) {
            verify(request, keyId);
        }
    }

    private void verify(BufferedRequest request, String prefix) throws IOException {
        try {
            signatures.verify(request, prefix);
        } catch (RequestRefusedException refusal) {
            failures.check(prefix);
            failures.failed(prefix);
            throw refusal;
        }
    }

    private CallerAuthentication authentication(KeyHolder holder) {
        // Who has the whole key may know what became of it.
        holder.ended(clock.instant()).ifPresent(end -> {
            throw ErrorCode.UNAUTHORIZED.refuse("The API key " + end, "Ask an administrator for a new one.");
        });
        return CallerAuthentication.of(holder);
    }

    private RuntimeException wrong(HttpServletRequest request, String what, @Nullable String prefix) {
        failures.check(address(request));
        failures.failed(address(request));
        if (prefix != null) {
            failures.check(prefix);
            failures.failed(prefix);
        }
        return ErrorCode.UNAUTHORIZED.refuse(
                what.equals("token") ? "The token is wrong or over" : "The header " + what + " holds a wrong value",
                what.equals("token")
                        ? "Get another one with the key or the refresh token."
                        : "Send the value that you were given, unchanged.");
    }

    private static String address(HttpServletRequest request) {
        return "address " + request.getRemoteAddr();
    }
}
