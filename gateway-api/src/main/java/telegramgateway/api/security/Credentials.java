package telegramgateway.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

/** Tells by what a request carries who sent it. Compares in constant time. Safe for use by many threads. */
@Component
final class Credentials {
    static final String KEY = "X-API-Key";
    static final String GATEWAY_TOKEN = "X-Gateway-Token";

    private static final Logger log = LoggerFactory.getLogger(Credentials.class);

    private final ClientDirectory clients;
    private final InstantSource clock;
    private final Secret key;
    private final Caller keyHolder;
    private final @Nullable Secret gatewayToken;
    private final Caller gateway = Caller.of("gateway-token", Role.OPERATOR);

    Credentials(ApiSettings api, AccessSettings access, ClientDirectory clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
        key = api.key();
        keyHolder = Caller.of("api-key-of-the-settings", access.keyRole());
        gatewayToken = access.gatewayToken();
        log.info(
                "The API key of the settings has the fingerprint {} and the role {}",
                key.fingerprint(),
                access.keyRole().text());
    }

    /**
     * Who sent a request; null when it carries nothing that would tell.
     *
     * @throws telegramgateway.service.web.RequestRefusedException when what it carries is wrong
     */
    @Nullable
    Caller of(HttpServletRequest request) {
        String givenKey = request.getHeader(KEY);
        if (givenKey != null) {
            return byKey(givenKey);
        }
        String givenToken = request.getHeader(GATEWAY_TOKEN);
        if (givenToken != null && gatewayToken != null) {
            if (gatewayToken.matches(givenToken)) {
                return gateway;
            }
            throw wrong(GATEWAY_TOKEN);
        }
        return null;
    }

    private Caller byKey(String given) {
        if (key.matches(given)) {
            return keyHolder;
        }
        KeyText text = KeyText.of(given).orElseThrow(() -> wrong(KEY));
        KeyHolder holder = clients.find(text.prefix())
                .filter(found -> text.matches(found.key()))
                .orElseThrow(() -> wrong(KEY));
        // Who has the whole key may know what became of it.
        holder.ended(clock.instant()).ifPresent(end -> {
            throw ErrorCode.UNAUTHORIZED.refuse("The API key " + end, "Ask an administrator for a new one.");
        });
        clients.used(text.prefix());
        return holder.caller();
    }

    private static RuntimeException wrong(String header) {
        return ErrorCode.UNAUTHORIZED.refuse(
                "The header " + header + " holds a wrong value", "Send the value that you were given, unchanged.");
    }
}
