package telegramgateway.tpcapital.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.tpcapital.signal.Instrument;
import telegramgateway.tpcapital.signal.PriceRange;
import telegramgateway.tpcapital.signal.Side;
import telegramgateway.tpcapital.signal.Trade;
import telegramgateway.tpcapital.signal.Trade.Target;

/**
 * A signal as one state of its message gives it.
 *
 * @param trade says at least instrument and side
 * @param sentAt when the message was sent
 * @param text of the message, unchanged
 * @param source from where the gateway has the message
 */
public record SignalState(Trade trade, Instant sentAt, String text, String source) {
    public SignalState {
        if (trade.instrument() == null || trade.side() == null) {
            throw new IllegalArgumentException("A signal needs an instrument and a side");
        }
    }

    String asset() {
        Instrument instrument = trade.instrument();
        return instrument == null ? "" : instrument.code();
    }

    @Nullable
    String signalType() {
        return trade.style() == null ? null : trade.style().title();
    }

    String side() {
        Side side = trade.side();
        return side == null ? "" : side.jsonName();
    }

    /** The entry if it is a purchase: a sale never shows in the columns of a purchase, nor the other way round. */
    @Nullable
    PriceRange entry(Side side) {
        return trade.side() == side ? trade.entry() : null;
    }

    /** The target of this number; in a text that does not number its targets, by order. */
    @Nullable
    BigDecimal target(int number) {
        List<Target> targets = trade.targets();
        for (Target target : targets) {
            if (target.number() != null && target.number() == number) {
                return target.price();
            }
        }
        boolean numbered = targets.stream().anyMatch(target -> target.number() != null);
        return numbered || targets.size() < number
                ? null
                : targets.get(number - 1).price();
    }

    /** What the text calls the final target, else the last of several. */
    @Nullable
    BigDecimal finalTarget() {
        if (trade.finalTarget() != null || trade.targets().size() < 2) {
            return trade.finalTarget();
        }
        return trade.targets().getLast().price();
    }

    /** All targets in the order of the text, the final one last. */
    BigDecimal[] targets() {
        List<BigDecimal> prices =
                new ArrayList<>(trade.targets().stream().map(Target::price).toList());
        if (trade.finalTarget() != null) {
            prices.add(trade.finalTarget());
        }
        return prices.toArray(BigDecimal[]::new);
    }

    String[] missing() {
        return trade.missing().stream().map(Trade.Part::jsonName).toArray(String[]::new);
    }
}
