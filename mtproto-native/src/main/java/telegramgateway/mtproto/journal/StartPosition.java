package telegramgateway.mtproto.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where a target that is switched on begins: {@code head}, {@code oldest}, a date, or a position. */
public final class StartPosition {
    private static final Pattern POSITION = Pattern.compile("\\d{1,18}");

    private StartPosition() {}

    /**
     * The position above which the target gets events: 0 for all, {@code Long.MAX_VALUE} for what comes from now on.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public static long parse(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "head" -> Long.MAX_VALUE;
            case "oldest" -> 0;
            default -> POSITION.matcher(text).matches() ? Long.parseLong(text) : ofDate(name, text);
        };
    }

    /** A position is the microsecond at which the gateway accepted its event. */
    private static long ofDate(String name, String text) {
        try {
            return Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text)) - 1);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    name + " is none of head, oldest, a date such as 2026-01-31T00:00:00Z, a position", e);
        }
    }
}
