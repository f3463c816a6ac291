package telegramgateway.api.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.ErrorCode;

/** A caller whose credential was right, in the form in which Spring Security carries it. */
final class CallerAuthentication extends AbstractAuthenticationToken {
    private final transient Caller caller;

    private CallerAuthentication(Caller caller) {
        super(List.of());
        this.caller = caller;
        setAuthenticated(true);
    }

    /** Makes a caller that of the request that this thread serves. */
    static void enter(Caller caller) {
        SecurityContextHolder.setContext(new SecurityContextImpl(new CallerAuthentication(caller)));
    }

    /**
     * Who sent the request that this thread serves.
     *
     * @throws telegramgateway.service.web.RequestRefusedException when he did not say
     */
    static Caller current() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known) {
            return known.caller;
        }
        throw ErrorCode.UNAUTHORIZED.refuse(
                "The header " + Credentials.KEY + " is missing",
                "Send your API key in the header " + Credentials.KEY + ". bin/api-keys makes one.");
    }

    Caller caller() {
        return caller;
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
        return other instanceof CallerAuthentication that && caller.equals(that.caller);
    }

    @Override
    public int hashCode() {
        return caller.hashCode();
    }
}
