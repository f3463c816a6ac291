package telegramgateway.api;

import telegramgateway.service.settings.HttpSettings;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;

/** How clients reach the API. */
public record ApiSettings(
        @Setting(
                name = "TELEGRAM_GATEWAY_API_HOST",
                fallback = "127.0.0.1",
                help = "Address to listen on; `0.0.0.0` is every network. The API speaks plain HTTP: "
                        + "put a proxy with TLS before it.")
        String host,

        @Setting(
                name = "TELEGRAM_GATEWAY_API_PORT",
                fallback = "4010",
                help = "Port to listen on, 0 to 65535; 0 takes any free one.")
        int port,

        @Setting(
                name = "TELEGRAM_GATEWAY_API_KEY",
                help = "What clients must send in the header `X-API-Key`, at least 16 characters.",
                hint = "Make one with `openssl rand -hex 32` and give it to the clients, who send it as X-API-Key.")
        Secret key,

        @Setting(
                name = "TELEGRAM_GATEWAY_API_WAITING_MAX",
                fallback = "1000",
                help = "Long polls that may wait at the same time, 1 to 5000; one more is answered 503.")
        int waitingMax)
        implements HttpSettings {

    private static final int KEY_LENGTH_MIN = 16;
    private static final int WAITING_MAX = 5_000;

    public ApiSettings {
        HttpSettings.checkPort("TELEGRAM_GATEWAY_API_PORT", port);
        if (key.reveal().length() < KEY_LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "TELEGRAM_GATEWAY_API_KEY is shorter than " + KEY_LENGTH_MIN + " characters");
        }
        if (waitingMax < 1 || waitingMax > WAITING_MAX) {
            throw new IllegalArgumentException(
                    "TELEGRAM_GATEWAY_API_WAITING_MAX is " + waitingMax + ", not 1 to " + WAITING_MAX);
        }
    }

    @Override
    public String portVariable() {
        return "TELEGRAM_GATEWAY_API_PORT";
    }
}
