package telegramgateway.api.clients;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
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
        Duration trustKnown) {

    private static final int TOKEN_LENGTH_MIN = 16;

    private static final Duration TRUST_MIN = Duration.ofSeconds(5);
    private static final Duration TRUST_MAX = Duration.ofDays(7);

    public AccessSettings {
        if (trustKnown.compareTo(TRUST_MIN) < 0 || trustKnown.compareTo(TRUST_MAX) > 0) {
            throw new IllegalArgumentException("TELEGRAM_GATEWAY_API_TRUST_KNOWN is not between 5s and 7d");
        }
        if (gatewayToken != null && gatewayToken.reveal().length() < TOKEN_LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "GATEWAY_CONTROL_TOKEN is shorter than " + TOKEN_LENGTH_MIN + " characters");
        }
    }
}
