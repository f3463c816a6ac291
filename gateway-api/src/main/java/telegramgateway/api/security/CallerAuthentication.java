package telegramgateway.api.security;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import telegramgateway.api.clients.KeyHolder;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.ErrorCode;

/** A caller whose credential was right, in the form in which Spring Security carries it. */
final class CallerAuthentication extends AbstractAuthenticationToken {
    private final transient Caller caller;
    private final @Nullable String keyId;
    private final boolean mustSign;
    private final boolean byToken;

    private CallerAuthentication(Caller caller, @Nullable String keyId, boolean mustSign, boolean byToken) {
        super(List.of());
        this.caller = caller;
        this.keyId = keyId;
        this.mustSign = mustSign;
        this.byToken = byToken;
        setAuthenticated(true);
    }

    /** @param keyId names the key by which he is known; null when it is none */
    static CallerAuthentication of(Caller caller, @Nullable String keyId) {
        return new CallerAuthentication(caller, keyId, false, false);
    }

    static CallerAuthentication of(KeyHolder holder) {
        return new CallerAuthentication(
                holder.caller(), holder.key().prefix(), holder.client().signed(), false);
    }

    /** The same, told by a token that stands for the key. */
    CallerAuthentication viaToken() {
        return new CallerAuthentication(caller, keyId, mustSign, true);
    }

    /** Makes him the caller of the request that this thread serves. */
    void enter() {
        SecurityContextHolder.setContext(new SecurityContextImpl(this));
    }

    /** Who sent the request that this thread serves; null when he did not say. */
    static @Nullable CallerAuthentication present() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? known
                : null;
    }

    /**
     * The same.
     *
     * @throws telegramgateway.service.web.RequestRefusedException when he did not say
     */
    static CallerAuthentication current() {
        CallerAuthentication known = present();
        if (known != null) {
            return known;
        }
        throw ErrorCode.UNAUTHORIZED.refuse(
                "The header " + Credentials.KEY + " is missing",
                "Send your API key in the header " + Credentials.KEY + ". bin/api-keys makes one.");
    }

    Caller caller() {
        return caller;
    }

    @Nullable
    String keyId() {
        return keyId;
    }

    /** Whether each of his requests must be signed. */
    boolean mustSign() {
        return mustSign;
    }

    boolean byToken() {
        return byToken;
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    /** None is kept. */
    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return caller.name();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerAuthentication that
                && caller.equals(that.caller)
                && Objects.equals(keyId, that.keyId)
                && byToken == that.byToken;
    }

    @Override
    public int hashCode() {
        return caller.hashCode();
    }
}
