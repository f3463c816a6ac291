package telegramgateway.api.messages;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import telegramgateway.api.http.Parameters;
import telegramgateway.api.http.Times;

/** The parameter {@code asOf}: a position, or the time at which the gateway had accepted what it knew. */
final class AsOf {
    static final String PARAMETER = "asOf";

    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private AsOf() {}

    /** The position, inclusive; empty when the parameter is absent. */
    static OptionalLong position(Parameters parameters) {
        String text = parameters.text(PARAMETER);
        if (text != null && POSITION.matcher(text).matches()) {
            return OptionalLong.of(Long.parseLong(text));
        }
        Instant time = Times.of(parameters, PARAMETER);
        return time == null ? OptionalLong.empty() : OptionalLong.of(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }
}
