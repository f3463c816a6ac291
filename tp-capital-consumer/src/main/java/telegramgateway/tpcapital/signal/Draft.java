package telegramgateway.tpcapital.signal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import telegramgateway.tpcapital.signal.Trade.Target;

/** What the grammar has found in a text so far. Belongs to one parse. */
final class Draft {
    /** More targets than any signal has: a table of something else. */
    private static final int MAX_TARGETS = 30;

    @Nullable
    TradeStyle style;

    @Nullable
    Instrument instrument;

    /** The text names a code that has the shape of an instrument, perhaps several. */
    boolean speaksOfInstrument;

    /** The text has a word like COMPRA or ENTRADA, with or without a price. */
    boolean speaksOfTrading;

    /** The text has a word like ALVO or STOP, with or without a price. */
    boolean speaksOfExit;

    boolean event;
    boolean cancelledAtTheTop;

    private final Set<Side> headlineSides = EnumSet.noneOf(Side.class);
    private final Set<Side> pricedSides = EnumSet.noneOf(Side.class);
    private final Once<PriceRange> entry = new Once<>();
    private final Once<BigDecimal> finalTarget = new Once<>();
    private final Once<BigDecimal> stop = new Once<>();
    private final List<Target> targets = new ArrayList<>();
    private boolean conflictingTargets;

    /** True as soon as a price is known: what comes before is the headline. */
    boolean hasLevel() {
        return entry.given() || stop.given() || finalTarget.given() || !targets.isEmpty();
    }

    /** How many of entry, target and stop the text gives. */
    int levelKinds() {
        return (entry.given() ? 1 : 0) + (stop.given() ? 1 : 0) + (finalTarget.given() || !targets.isEmpty() ? 1 : 0);
    }

    void side(Side side) {
        if (!hasLevel()) {
            headlineSides.add(side);
        }
    }

    void entry(@Nullable Side side, PriceRange prices) {
        entry.put(prices);
        if (side != null) {
            pricedSides.add(side);
        }
    }

    void target(@Nullable Integer number, BigDecimal price) {
        if (targets.size() == MAX_TARGETS) {
            conflictingTargets = true;
            return;
        }
        for (Target known : targets) {
            if (number != null && number.equals(known.number())) {
                conflictingTargets |= price.compareTo(known.price()) != 0;
                return;
            }
        }
        targets.add(new Target(number, price));
    }

    void finalTarget(BigDecimal price) {
        finalTarget.put(price);
    }

    void stop(BigDecimal price) {
        stop.put(price);
    }

    Trade trade() {
        Set<Side> said = EnumSet.noneOf(Side.class);
        said.addAll(pricedSides);
        said.addAll(headlineSides);
        Side side = said.size() == 1 ? said.iterator().next() : null;
        PriceRange prices = said.size() > 1 ? null : entry.value(); // whose would they be?
        List<Target> agreed = conflictingTargets ? List.of() : targets;
        Trade trade = new Trade(style, side, instrument, prices, agreed, finalTarget.value(), stop.value());
        return said.isEmpty() ? withSideOfLevels(trade) : trade;
    }

    /** Where no word says the side, prices in strict order leave only one. */
    private static Trade withSideOfLevels(Trade t) {
        if (t.entry() == null || t.stop() == null || !t.hasTarget()) {
            return t;
        }
        List<BigDecimal> exits =
                new ArrayList<>(t.targets().stream().map(Target::price).toList());
        if (t.finalTarget() != null) {
            exits.add(t.finalTarget());
        }
        BigDecimal min = t.entry().min();
        BigDecimal max = t.entry().max();
        BigDecimal stop = t.stop();
        Side side = null;
        if (stop.compareTo(min) < 0 && exits.stream().allMatch(exit -> exit.compareTo(max) > 0)) {
            side = Side.BUY;
        } else if (stop.compareTo(max) > 0 && exits.stream().allMatch(exit -> exit.compareTo(min) < 0)) {
            side = Side.SELL;
        }
        return new Trade(t.style(), side, t.instrument(), t.entry(), t.targets(), t.finalTarget(), t.stop());
    }

    /** A value that counts only while the text does not contradict itself. */
    private static final class Once<T> {
        private @Nullable T value;
        private boolean conflict;

        void put(T next) {
            conflict |= value != null && !value.equals(next);
            value = next;
        }

        boolean given() {
            return value != null;
        }

        @Nullable
        T value() {
            return conflict ? null : value;
        }
    }
}
