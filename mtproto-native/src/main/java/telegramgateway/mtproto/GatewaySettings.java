package telegramgateway.mtproto;

import java.nio.file.Path;
import org.springframework.util.unit.DataSize;
import telegramgateway.service.settings.HttpSettings;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;

/** How to reach the gateway, and what it may use. */
public record GatewaySettings(
        @Setting(
                name = "GATEWAY_BIND",
                fallback = "127.0.0.1",
                help =
                        "Address to listen on; `0.0.0.0` is every network. Whatever it is, only this machine may control "
                                + "the gateway: from elsewhere `/health` and `/metrics` are answered, nothing else.")
        String host,

        @Setting(
                name = "GATEWAY_PORT",
                fallback = "4006",
                help = "Port to listen on, 0 to 65535; 0 takes any free one.")
        int port,

        @Setting(
                name = "GATEWAY_CONTROL_TOKEN",
                help = "What `bin/import` and other controllers must send in the header `X-Gateway-Token`, at least 16 "
                        + "characters.",
                hint = "Make one with `openssl rand -hex 32`.")
        Secret controlToken,

        @Setting(
                name = "GATEWAY_DATA_DIR",
                fallback = "/var/lib/telegram-gateway",
                help = "Directory of the journal and of the files that are being imported. One gateway has it to "
                        + "itself, and closes it to other users.")
        Path dataDirectory,

        @Setting(
                name = "GATEWAY_CACHE",
                fallback = "true",
                help = "Whether messages are delivered to Redis. Without it every reader asks the database.")
        boolean cache,

        @Setting(
                name = "GATEWAY_IMPORT_MAX_SIZE",
                fallback = "4GB",
                help = "The largest export file that is taken, as it is sent: plain or gzip. 1KB to 1TB.")
        DataSize importMaxSize,

        @Setting(
                name = "JOURNAL_MAX_SIZE",
                fallback = "2GB",
                help =
                        "How much the journal may hold before the gateway takes nothing more from its sources. 4MB to 1TB.")
        DataSize journalMaxSize,

        @Setting(
                name = "JOURNAL_TARGET_SHARE",
                fallback = "25",
                help = "How much of it, in percent, may wait for a target other than the database alone, 1 to 50. What "
                        + "goes beyond comes from the database once the target takes it.")
        int journalTargetShare)
        implements HttpSettings {

    private static final int TOKEN_LENGTH_MIN = 16;
    private static final int SHARE_MAX = 50;
    private static final DataSize JOURNAL_SIZE_MIN = DataSize.ofMegabytes(4);
    private static final DataSize IMPORT_SIZE_MIN = DataSize.ofKilobytes(1);
    private static final DataSize SIZE_MAX = DataSize.ofTerabytes(1);

    public GatewaySettings {
        HttpSettings.checkPort("GATEWAY_PORT", port);
        if (controlToken.reveal().length() < TOKEN_LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "GATEWAY_CONTROL_TOKEN is shorter than " + TOKEN_LENGTH_MIN + " characters");
        }
        if (importMaxSize.compareTo(IMPORT_SIZE_MIN) < 0 || importMaxSize.compareTo(SIZE_MAX) > 0) {
            throw new IllegalArgumentException("GATEWAY_IMPORT_MAX_SIZE is not between 1KB and 1TB");
        }
        if (journalTargetShare < 1 || journalTargetShare > SHARE_MAX) {
            throw new IllegalArgumentException("JOURNAL_TARGET_SHARE is not 1 to 50");
        }
        if (journalMaxSize.compareTo(JOURNAL_SIZE_MIN) < 0 || journalMaxSize.compareTo(SIZE_MAX) > 0) {
            throw new IllegalArgumentException("JOURNAL_MAX_SIZE is not between 4MB and 1TB");
        }
    }

    @Override
    public String portVariable() {
        return "GATEWAY_PORT";
    }
}
