package telegramgateway.api.clients;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import telegramgateway.api.http.Role;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;

/** Who may call the API, beside the clients that the database knows. */
public record AccessSettings(
        @Setting(
                name = "TELEGRAM_GATEWAY_API_KEY_ROLE",
                fallback = "reader",
                help = "What `TELEGRAM_GATEWAY_API_KEY` may do: `reader`, `operator` or `admin`.")
        Role keyRole,

        @Setting(
                name = "GATEWAY_CONTROL_TOKEN",
                help = "Who sends it in the header `X-Gateway-Token` may do what an operator may, at least 16 "
                        + "characters; the same variable as mtproto-native's. Without it the header counts for "
                        + "nothing.")
        @Nullable
        Secret gatewayToken,

        @Setting(
                name = "TELEGRAM_GATEWAY_API_TRUST_KNOWN",
                fallback = "1h",
                help = "How long clients that are known go on while the database cannot be asked whether they were "
                        + "revoked, 5s to 7d.")
        Duration trustKnown,

        @Setting(
                name = "TELEGRAM_GATEWAY_API_TOKEN_SECRET",
                help = "By which tokens are signed and the secrets of signing clients derived, at least 32 "
                        + "characters, the same on all instances. Without it there are neither. A new one ends all "
                        + "tokens and changes all signing secrets.",
                hint = "Make one with `openssl rand -hex 32`.")
        @Nullable
        Secret tokenSecret,

        @Setting(
                name = "TELEGRAM_GATEWAY_API_RATE_LIMIT",
                fallback = "6000",
                help = "Requests of a client to an endpoint within a minute, 0 to 1000000; 0 is as many as come.")
        int rateLimit,

        @Setting(
                name = "TELEGRAM_GATEWAY_API_LOGIN_FAILURES_MAX",
                fallback = "20",
                help = "Wrong credentials from an address, or for a key, within 5 minutes, 0 to 1000000; then further "
                        + "ones are refused for 5 minutes. 0 is as many as come.")
        int loginFailuresMax,

        @Setting(
                name = "TELEGRAM_GATEWAY_API_CORS_ORIGINS",
                fallback = "",
                help = "Origins whose pages may call the API from a browser, such as `https://desk.example`; `*` is "
                        + "every one.")
        List<String> corsOrigins,

        @Setting(
                name = "TELEGRAM_GATEWAY_API_BODY_MAX",
                fallback = "1MB",
                help = "Size of a request's body, 1KB to 100MB.")
        DataSize bodyMax) {

    private static final int TOKEN_LENGTH_MIN = 16;

    private static final Duration TRUST_MIN = Duration.ofSeconds(5);
    private static final Duration TRUST_MAX = Duration.ofDays(7);

    private static final int SECRET_LENGTH_MIN = 32;
    private static final int COUNT_MAX = 1_000_000;
    private static final DataSize BODY_MIN = DataSize.ofKilobytes(1);
    private static final DataSize BODY_MAX = DataSize.ofMegabytes(100);

    public AccessSettings {
        corsOrigins = List.copyOf(corsOrigins);
        if (tokenSecret != null && tokenSecret.reveal().length() < SECRET_LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "TELEGRAM_GATEWAY_API_TOKEN_SECRET is shorter than " + SECRET_LENGTH_MIN + " characters");
        }
        checkCount("TELEGRAM_GATEWAY_API_RATE_LIMIT", rateLimit);
        checkCount("TELEGRAM_GATEWAY_API_LOGIN_FAILURES_MAX", loginFailuresMax);
        if (bodyMax.compareTo(BODY_MIN) < 0 || bodyMax.compareTo(BODY_MAX) > 0) {
            throw new IllegalArgumentException("TELEGRAM_GATEWAY_API_BODY_MAX is not between 1KB and 100MB");
        }
        if (trustKnown.compareTo(TRUST_MIN) < 0 || trustKnown.compareTo(TRUST_MAX) > 0) {
            throw new IllegalArgumentException("TELEGRAM_GATEWAY_API_TRUST_KNOWN is not between 5s and 7d");
        }
        if (gatewayToken != null && gatewayToken.reveal().length() < TOKEN_LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "GATEWAY_CONTROL_TOKEN is shorter than " + TOKEN_LENGTH_MIN + " characters");
        }
    }

    private static void checkCount(String name, int count) {
        if (count < 0 || count > COUNT_MAX) {
            throw new IllegalArgumentException(name + " is " + count + ", not 0 to " + COUNT_MAX);
        }
    }
}
