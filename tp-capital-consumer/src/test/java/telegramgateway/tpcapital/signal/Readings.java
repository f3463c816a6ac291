package telegramgateway.tpcapital.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import telegramgateway.tpcapital.signal.Reading.Incomplete;
import telegramgateway.tpcapital.signal.Reading.NotASignal;
import telegramgateway.tpcapital.signal.Reading.Reason;
import telegramgateway.tpcapital.signal.Reading.Signal;

/** What the tests of the parser say again and again. */
final class Readings {
    private Readings() {}

    static Trade signal(String text) {
        Reading reading = SignalParser.parse(text);
        assertThat(reading).as(text).isInstanceOf(Signal.class);
        return ((Signal) reading).trade();
    }

    static Incomplete incomplete(String text) {
        Reading reading = SignalParser.parse(text);
        assertThat(reading).as(text).isInstanceOf(Incomplete.class);
        return (Incomplete) reading;
    }

    static Reason reason(String text) {
        Reading reading = SignalParser.parse(text);
        assertThat(reading).as(text).isInstanceOf(NotASignal.class);
        return ((NotASignal) reading).reason();
    }

    /**
     * {@code Swing Trade buy PETR4 1.04-1.06 targets 1:1.15 -:2.00 final 3.50 stop 0.70}; a dash for what is missing.
     */
    static String show(Trade t) {
        String targets = t.targets().stream()
                .map(target -> or(target.number()) + ":" + target.price())
                .collect(Collectors.joining(" "));
        return "%s %s %s %s targets %s final %s stop %s"
                .formatted(
                        t.style() == null ? "-" : t.style().title(),
                        t.side() == null ? "-" : t.side().jsonName(),
                        t.instrument() == null ? "-" : t.instrument().code(),
                        t.entry() == null
                                ? "-"
                                : t.entry().min() + "-" + t.entry().max(),
                        targets.isEmpty() ? "-" : targets,
                        or(t.finalTarget()),
                        or(t.stop()));
    }

    private static String or(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
