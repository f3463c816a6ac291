package telegramgateway.mtproto.audit;

import java.time.Duration;
import java.util.Locale;

/**
 * How far back the gateway compares what is stored with Telegram, without which edits and deletions that Telegram told
 * nobody stay unseen.
 *
 * @param every zero for never
 * @param messages of a channel, about; fewer when one of them is older than {@code age}
 */
public record SweepWindow(Duration every, int messages, Duration age) {
    private static final Duration DAY = Duration.ofDays(1);

    /** For a person. */
    String sentence() {
        return every.isZero()
                ? "Edits and deletions that Telegram told nobody are not looked for (TELEGRAM_SWEEP)."
                : "Edits and deletions are exact for the newest " + messages
                        + " messages of a channel, or back to one of " + words(age)
                        + " ago: so far the gateway compares with Telegram, every " + words(every) + ".";
    }

    private static String words(Duration time) {
        return time.compareTo(DAY) >= 0 && time.toHours() % 24 == 0
                ? time.toDays() + " d"
                : time.toString().substring(2).toLowerCase(Locale.ROOT).replaceAll("(?<=[hm])(?=\\d)", " ");
    }
}
