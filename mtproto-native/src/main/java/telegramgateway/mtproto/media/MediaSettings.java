package telegramgateway.mtproto.media;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import telegramgateway.service.settings.Setting;

/** Whether and which files of messages are fetched. */
public record MediaSettings(
        @Setting(
                name = "TELEGRAM_MEDIA",
                fallback = "none",
                help =
                        "Which files of messages are fetched from Telegram: `none`, `all`, or some of `photo`, `document`, "
                                + "`video_file`, `animation`, `audio_file`, `voice_message`, `video_message`, `sticker`, separated "
                                + "by commas. Those of the messages that come from then on.")
        String wanted,

        @Setting(
                name = "TELEGRAM_MEDIA_MAX_SIZE",
                fallback = "20MB",
                help = "A file that is larger is left out, 1KB to 4GB.")
        DataSize maxSize,

        @Setting(
                name = "TELEGRAM_MEDIA_DIR",
                help = "Directory of the files, of this gateway only and closed to other users; without it `media` in "
                        + "GATEWAY_DATA_DIR.")
        @Nullable
        Path directory,

        @Setting(
                name = "TELEGRAM_MEDIA_MAX_TOTAL",
                fallback = "10GB",
                help = "What all files together may take; those that go beyond are left out. 1MB to 100TB.")
        DataSize maxTotal,

        @Setting(
                name = "TELEGRAM_MEDIA_HISTORY_MAX_AGE",
                fallback = "1d",
                help = "Files of messages that are read from Telegram's history are fetched unless the messages are "
                        + "older than this, 0s to 365d; `0s` fetches none of them.")
        Duration historyMaxAge) {

    private static final DataSize SIZE_MIN = DataSize.ofKilobytes(1);
    private static final DataSize SIZE_MAX = DataSize.ofGigabytes(4);
    private static final DataSize TOTAL_MIN = DataSize.ofMegabytes(1);
    private static final DataSize TOTAL_MAX = DataSize.ofTerabytes(100);
    private static final Duration AGE_MAX = Duration.ofDays(365);

    public MediaSettings {
        MediaRule.parse(wanted);
        if (maxSize.compareTo(SIZE_MIN) < 0 || maxSize.compareTo(SIZE_MAX) > 0) {
            throw new IllegalArgumentException("TELEGRAM_MEDIA_MAX_SIZE is not between 1KB and 4GB");
        }
        if (maxTotal.compareTo(TOTAL_MIN) < 0 || maxTotal.compareTo(TOTAL_MAX) > 0) {
            throw new IllegalArgumentException("TELEGRAM_MEDIA_MAX_TOTAL is not between 1MB and 100TB");
        }
        if (historyMaxAge.isNegative() || historyMaxAge.compareTo(AGE_MAX) > 0) {
            throw new IllegalArgumentException("TELEGRAM_MEDIA_HISTORY_MAX_AGE is not 0s to 365d");
        }
    }

    /** Whether any file is fetched. */
    public boolean enabled() {
        return !MediaRule.parse(wanted).isNone();
    }

    MediaRule rule() {
        return MediaRule.parse(wanted);
    }

    /** @param data the gateway's own directory */
    Path directoryIn(Path data) {
        return directory == null ? data.resolve("media") : directory;
    }
}
