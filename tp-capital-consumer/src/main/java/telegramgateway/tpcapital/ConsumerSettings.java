package telegramgateway.tpcapital;

import java.time.Duration;
import java.util.List;
import telegramgateway.message.feed.MessageFeed;
import telegramgateway.service.settings.HttpSettings;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;
import telegramgateway.tpcapital.intake.ChannelChoice;

/** What tp-capital-consumer follows, and where it answers. */
record ConsumerSettings(
        @Setting(
                name = "TP_CAPITAL_HOST",
                fallback = "127.0.0.1",
                help = "Address to listen on; `0.0.0.0` is every network. The API speaks plain HTTP: "
                        + "put a proxy with TLS before it.")
        String host,

        @Setting(
                name = "TP_CAPITAL_PORT",
                alias = "PORT",
                fallback = "4005",
                help = "Port to listen on, 0 to 65535; 0 takes any free one.")
        int port,

        @Setting(
                name = "TP_CAPITAL_API_KEY",
                help = "What clients must send in the header `X-API-Key`, at least 16 characters.",
                hint = "Make one with `openssl rand -hex 32` and give it to the clients, who send it as X-API-Key.")
        Secret apiKey,

        @Setting(
                name = "TP_CAPITAL_SIGNALS_CHANNEL_ID",
                alias = "SIGNALS_CHANNEL_ID",
                help = "Channels to read signals from: ids separated by commas, or `*` for every active channel.",
                hint = "Set it to the channel's id, such as -1001649127710, or to * for every channel.")
        List<String> channels,

        @Setting(
                name = "TP_CAPITAL_GATEWAY_POLLING_INTERVAL_MS",
                fallback = "1000",
                help = "Between two looks at a silent channel, 50 to 60000; a message in the cache is seen at once.")
        Duration pollInterval,

        @Setting(
                name = "TP_CAPITAL_GATEWAY_BATCH_SIZE",
                fallback = "200",
                help = "Messages per page and transaction, 1 to 1000.")
        int pageSize)
        implements HttpSettings {

    private static final int KEY_LENGTH_MIN = 16;
    private static final Duration POLL_MIN = Duration.ofMillis(50);
    private static final Duration POLL_MAX = Duration.ofMinutes(1);

    ConsumerSettings {
        HttpSettings.checkPort("TP_CAPITAL_PORT", port);
        if (apiKey.reveal().length() < KEY_LENGTH_MIN) {
            throw new IllegalArgumentException("TP_CAPITAL_API_KEY is shorter than " + KEY_LENGTH_MIN + " characters");
        }
        try {
            ChannelChoice.parse(channels);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("TP_CAPITAL_SIGNALS_CHANNEL_ID is not understood: " + e.getMessage(), e);
        }
        if (pollInterval.compareTo(POLL_MIN) < 0 || pollInterval.compareTo(POLL_MAX) > 0) {
            throw new IllegalArgumentException("TP_CAPITAL_GATEWAY_POLLING_INTERVAL_MS is " + pollInterval.toMillis()
                    + ", not " + POLL_MIN.toMillis() + " to " + POLL_MAX.toMillis());
        }
        if (pageSize < 1 || pageSize > MessageFeed.MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "TP_CAPITAL_GATEWAY_BATCH_SIZE is " + pageSize + ", not 1 to " + MessageFeed.MAX_LIMIT);
        }
    }

    ChannelChoice choice() {
        return ChannelChoice.parse(channels);
    }

    @Override
    public String portVariable() {
        return "TP_CAPITAL_PORT";
    }
}
