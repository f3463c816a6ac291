package telegramgateway.mtproto;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import telegramgateway.mtproto.repair.RepairOptions;
import telegramgateway.service.settings.Setting;

/** How Telegram's history is read so that no message is missing. */
public record RepairSettings(
        @Setting(
                name = "TELEGRAM_HISTORY_PER_MINUTE",
                fallback = "60",
                help = "Requests for history (up to 100 messages each) that an account makes in a minute in the long "
                        + "run, 1 to 60000; the first 30 at once. Telegram bids those wait who ask for more.")
        int historyPerMinute,

        @Setting(
                name = "COVERAGE_CHECK",
                fallback = "5m",
                help = "How often it is looked for message ids of which nothing is known where nothing else tells of "
                        + "them, 1s to 1d.")
        Duration coverageCheck,

        @Setting(
                name = "TELEGRAM_BACKFILL",
                fallback = "none",
                help = "What is read of a channel's history when it is registered: `none`, `all`, or a time such as "
                        + "`30d`, up to 36500d. It has the lowest priority, and goes on after a restart.")
        String backfill,

        @Setting(
                name = "TELEGRAM_SWEEP",
                fallback = "1h",
                help = "How often the newest stored messages of each channel are compared with Telegram's, so that "
                        + "edits and deletions are found of which nothing told; also at the start. 10s to 7d, `0s` "
                        + "for never.")
        Duration sweep,

        @Setting(
                name = "TELEGRAM_SWEEP_MESSAGES",
                fallback = "200",
                help = "How many messages of a channel are compared, in pages of 100; 100 to 2000.")
        int sweepMessages,

        @Setting(
                name = "TELEGRAM_SWEEP_AGE",
                fallback = "2d",
                help = "Pages of messages are compared until one holds a message older than this, 1m to 365d.")
        Duration sweepAge,

        @Setting(
                name = "TELEGRAM_STALL_AFTER",
                fallback = "5m",
                help =
                        "A channel that is silent for twice as long as it usually is at that hour, and at least for this, "
                                + "is asked for its newest message: Telegram may have stopped telling. 10s to 6h, `0s` for "
                                + "never.")
        Duration stallAfter) {

    private static final int PER_MINUTE_MAX = 60_000;
    private static final Duration CHECK_MIN = Duration.ofSeconds(1);
    private static final Duration CHECK_MAX = Duration.ofDays(1);
    private static final String ALL = "all";
    private static final String NONE = "none";
    private static final Duration BACKFILL_MAX = Duration.ofDays(36_500);
    private static final Duration SWEEP_MIN = Duration.ofSeconds(10);
    private static final Duration SWEEP_MAX = Duration.ofDays(7);
    private static final int MESSAGES_MIN = 100;
    private static final int MESSAGES_MAX = 2_000;
    private static final Duration STALL_MIN = Duration.ofSeconds(10);
    private static final Duration STALL_MAX = Duration.ofHours(6);
    private static final Duration AGE_MIN = Duration.ofMinutes(1);
    private static final Duration AGE_MAX = Duration.ofDays(365);

    public RepairSettings {
        if (historyPerMinute < 1 || historyPerMinute > PER_MINUTE_MAX) {
            throw new IllegalArgumentException("TELEGRAM_HISTORY_PER_MINUTE is not 1 to 60000");
        }
        if (coverageCheck.compareTo(CHECK_MIN) < 0 || coverageCheck.compareTo(CHECK_MAX) > 0) {
            throw new IllegalArgumentException("COVERAGE_CHECK is not 1s to 1d");
        }
        requireBackfill(backfill);
        if (!sweep.isZero() && (sweep.compareTo(SWEEP_MIN) < 0 || sweep.compareTo(SWEEP_MAX) > 0)) {
            throw new IllegalArgumentException("TELEGRAM_SWEEP is neither 0s nor 10s to 7d");
        }
        if (sweepMessages < MESSAGES_MIN || sweepMessages > MESSAGES_MAX) {
            throw new IllegalArgumentException("TELEGRAM_SWEEP_MESSAGES is not 100 to 2000");
        }
        if (sweepAge.compareTo(AGE_MIN) < 0 || sweepAge.compareTo(AGE_MAX) > 0) {
            throw new IllegalArgumentException("TELEGRAM_SWEEP_AGE is not 1m to 365d");
        }
        if (!stallAfter.isZero() && (stallAfter.compareTo(STALL_MIN) < 0 || stallAfter.compareTo(STALL_MAX) > 0)) {
            throw new IllegalArgumentException("TELEGRAM_STALL_AFTER is neither 0s nor 10s to 6h");
        }
    }

    RepairOptions options() {
        return new RepairOptions(
                historyPerMinute, coverageCheck, backfillOf(backfill), sweep, sweepMessages, sweepAge, stallAfter);
    }

    private static @Nullable Duration backfillOf(String backfill) {
        return switch (backfill) {
            case NONE -> Duration.ZERO;
            case ALL -> null;
            default -> DurationStyle.detectAndParse(backfill);
        };
    }

    private static void requireBackfill(String backfill) {
        try {
            Duration wanted = backfillOf(backfill);
            if (wanted == null || (!wanted.isNegative() && wanted.compareTo(BACKFILL_MAX) <= 0)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("TELEGRAM_BACKFILL is neither none, all nor a time such as 30d", e);
        }
        throw new IllegalArgumentException("TELEGRAM_BACKFILL is not 0s to 36500d");
    }
}
