package telegramgateway.tpcapital.push;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;

/** Who may push messages, and how often anybody may ask for anything. */
public record PushSettings(
        @Setting(
                name = "GATEWAY_SECRET_TOKEN",
                help =
                        "What a gateway must send in the header `X-Gateway-Token` of `POST /ingest`, at least 16 characters: "
                                + "its own `API_SECRET_TOKEN`. Without it nothing is taken there.")
        @Nullable
        Secret token,

        @Setting(
                name = "RATE_LIMIT_WINDOW_MS",
                fallback = "60000",
                help = "The time in which requests are counted, 1000 to 3600000.")
        Duration window,

        @Setting(
                name = "RATE_LIMIT_MAX",
                fallback = "120",
                help = "Requests that one client (by address) may make in that time, then 429; `0` is no limit. "
                        + "`/health` and `/metrics` do not count.")
        int clientMax,

        @Setting(
                name = "TP_CAPITAL_INGEST_RATE_LIMIT_MAX",
                fallback = "60000",
                help = "The same for all requests with the gateway's token together.")
        int gatewayMax) {

    /** Where messages are pushed to; needs the gateway's token and no API key. */
    public static final String PATH = "/ingest";

    private static final int TOKEN_LENGTH_MIN = 16;
    private static final Duration WINDOW_MIN = Duration.ofSeconds(1);
    private static final Duration WINDOW_MAX = Duration.ofHours(1);

    public PushSettings {
        if (token != null && token.reveal().length() < TOKEN_LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "GATEWAY_SECRET_TOKEN is shorter than " + TOKEN_LENGTH_MIN + " characters");
        }
        if (window.compareTo(WINDOW_MIN) < 0 || window.compareTo(WINDOW_MAX) > 0) {
            throw new IllegalArgumentException(
                    "RATE_LIMIT_WINDOW_MS is " + window.toMillis() + ", not 1000 to 3600000");
        }
        if (clientMax < 0 || gatewayMax < 0) {
            throw new IllegalArgumentException(
                    "RATE_LIMIT_MAX and TP_CAPITAL_INGEST_RATE_LIMIT_MAX cannot be negative; 0 is no limit");
        }
    }

    /** Whether this is the token of the gateway. Takes the same time wherever the first difference is. */
    boolean isGateway(@Nullable String candidate) {
        return token != null && candidate != null && token.matches(candidate);
    }
}
