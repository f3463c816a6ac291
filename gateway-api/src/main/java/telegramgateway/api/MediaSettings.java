package telegramgateway.api;

import java.net.URI;
import telegramgateway.service.settings.Setting;

/** Where the files of messages are. */
public record MediaSettings(
        @Setting(
                name = "MTPROTO_SERVICE_URL",
                fallback = "http://127.0.0.1:4006",
                help =
                        "Where mtproto-native answers, which keeps the files of messages. It lets this machine in only, and asks "
                                + "for `GATEWAY_CONTROL_TOKEN`.")
        URI mtproto,

        @Setting(
                name = "TELEGRAM_GATEWAY_API_DOWNLOADS_MAX",
                fallback = "32",
                help = "Files that clients may be reading at the same time, 1 to 1000; one more is answered 503.")
        int downloadsMax) {

    private static final int DOWNLOADS_MAX = 1_000;

    public MediaSettings {
        if (!"http".equals(mtproto.getScheme()) || mtproto.getHost() == null) {
            throw new IllegalArgumentException("MTPROTO_SERVICE_URL is not of the form http://HOST:PORT");
        }
        if (downloadsMax < 1 || downloadsMax > DOWNLOADS_MAX) {
            throw new IllegalArgumentException(
                    "TELEGRAM_GATEWAY_API_DOWNLOADS_MAX is " + downloadsMax + ", not 1 to " + DOWNLOADS_MAX);
        }
    }
}
