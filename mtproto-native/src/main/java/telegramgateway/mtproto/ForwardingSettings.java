package telegramgateway.mtproto;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import telegramgateway.service.settings.Setting;

/** What is forwarded within Telegram; the rules themselves lie in the database. */
public record ForwardingSettings(
        @Setting(
                name = "TELEGRAM_DESTINATION_CHANNEL_ID",
                help =
                        "Makes, at the start, the rule that every registered channel is forwarded to this chat, unless it is "
                                + "there; an id such as `-1001234567890`. More rules: `bin/forwarding`.")
        @Nullable
        Long destination,

        @Setting(
                name = "TELEGRAM_FORWARDS_PER_MINUTE",
                fallback = "20",
                help = "Messages that are forwarded to one chat in a minute, 1 to 1000; so many also at once. Telegram "
                        + "bids those wait who forward more.")
        int perMinute,

        @Setting(
                name = "TELEGRAM_FORWARD_HISTORY_MAX_AGE",
                fallback = "1d",
                help = "Bulk history (what was missed, imports) is forwarded unless its messages are older than this, "
                        + "0s to 365d; `0s` forwards none of it.")
        Duration historyMaxAge) {

    private static final int PER_MINUTE_MAX = 1_000;
    private static final Duration AGE_MAX = Duration.ofDays(365);

    public ForwardingSettings {
        if (destination != null && destination >= 0) {
            throw new IllegalArgumentException(
                    "TELEGRAM_DESTINATION_CHANNEL_ID is no id of a channel or group, such as -1001234567890");
        }
        if (perMinute < 1 || perMinute > PER_MINUTE_MAX) {
            throw new IllegalArgumentException("TELEGRAM_FORWARDS_PER_MINUTE is not 1 to 1000");
        }
        if (historyMaxAge.isNegative() || historyMaxAge.compareTo(AGE_MAX) > 0) {
            throw new IllegalArgumentException("TELEGRAM_FORWARD_HISTORY_MAX_AGE is not 0s to 365d");
        }
    }
}
