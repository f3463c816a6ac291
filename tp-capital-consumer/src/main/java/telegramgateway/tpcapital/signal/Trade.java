package telegramgateway.tpcapital.signal;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a message proposes, as far as it says so. Prices are exact and positive, without superfluous zeros beyond two
 * decimals. A field that the text does not give, or gives in two different ways, is null or empty.
 *
 * @param targets in the order of the text, without the final one
 * @param finalTarget what the text calls the final target; null if it calls none so
 */
public record Trade(
        @Nullable TradeStyle style,
        @Nullable Side side,
        @Nullable Instrument instrument,
        @Nullable PriceRange entry,
        List<Target> targets,
        @Nullable BigDecimal finalTarget,
        @Nullable BigDecimal stop) {

    /** What a complete signal says. */
    public enum Part {
        INSTRUMENT,
        SIDE,
        ENTRY,
        TARGET,
        STOP;

        /** The name in the database, JSON and metrics. */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param number the target's number in the text; null if it has none */
    public record Target(@Nullable Integer number, BigDecimal price) {}

    public Trade {
        targets = List.copyOf(targets);
    }

    public boolean hasTarget() {
        return finalTarget != null || !targets.isEmpty();
    }

    /** The parts that a trader would have to ask for; empty for a complete signal. */
    public Set<Part> missing() {
        Set<Part> missing = EnumSet.noneOf(Part.class);
        if (instrument == null) {
            missing.add(Part.INSTRUMENT);
        }
        if (side == null) {
            missing.add(Part.SIDE);
        }
        if (entry == null) {
            missing.add(Part.ENTRY);
        }
        if (!hasTarget()) {
            missing.add(Part.TARGET);
        }
        if (stop == null) {
            missing.add(Part.STOP);
        }
        return missing;
    }
}
