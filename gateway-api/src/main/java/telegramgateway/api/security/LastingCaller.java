package telegramgateway.api.security;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Standing;

/** A caller whose credential was right when his request came, and is looked up again as often as it is asked for. */
final class LastingCaller implements Standing {
    private final Credentials credentials;
    private final CallerAuthentication known;
    private final InstantSource clock;
    /** When the token by which he came is over at the latest; null when he came by something that lasts. */
    private final @Nullable Instant end;

    LastingCaller(Credentials credentials, CallerAuthentication known, InstantSource clock) {
        this.credentials = credentials;
        this.known = known;
        this.clock = clock;
        this.end = known.byToken() ? clock.instant().plus(AccessTokens.ACCESS_LIFE) : null;
    }

    @Override
    public Caller caller() {
        if (end != null && !clock.instant().isBefore(end)) {
            throw ErrorCode.UNAUTHORIZED.refuse(
                    "The token is over", "Get another one, and connect again with the last cursor.");
        }
        return credentials.again(known).caller();
    }
}
