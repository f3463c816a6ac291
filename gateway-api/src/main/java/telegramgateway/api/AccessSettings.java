package telegramgateway.api;

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
        Secret gatewayToken) {

    private static final int TOKEN_LENGTH_MIN = 16;

    public AccessSettings {
        if (gatewayToken != null && gatewayToken.reveal().length() < TOKEN_LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "GATEWAY_CONTROL_TOKEN is shorter than " + TOKEN_LENGTH_MIN + " characters");
        }
    }
}
