package telegramgateway.tpcapital.signal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.tpcapital.signal.Token.Kind;
import telegramgateway.tpcapital.signal.Vocabulary.Label;

/**
 * Reads labelled fields from tokens, left to right:
 *
 * <pre>
 * text   = { field | any token }
 * field  = label [ number ] { filler } value
 * filler = ":" | "=" | "@" | "-" | de, em, entre, … | an instrument | one line end, if a separator came before
 * value  = price { joiner price }          joiner = "-" | "–" | "/" | "," | a | à | até | e
 * </pre>
 *
 * A value counts only if what follows leaves no doubt that it ends there and is a price.
 */
final class SignalGrammar {
    private static final int MAX_FILLERS = 6;

    /** A value of more prices is a table, not a field. */
    private static final int MAX_PRICES = 20;

    /** An entry range is narrow; a wide one is a shorthand such as {@code 0,80-84}, or a lost decimal mark. */
    private static final BigDecimal MAX_SPREAD = BigDecimal.TWO;

    /** A number up to this right behind ALVO may be the target's number. */
    private static final int MAX_TARGET_NUMBER = 20;

    private final List<Token> tokens;
    private final Draft draft = new Draft();
    private final DecimalMarks marks;
    private int at;

    private SignalGrammar(List<Token> tokens) {
        this.tokens = tokens;
        InstrumentSearch search = InstrumentSearch.in(tokens);
        draft.instrument = search.only();
        draft.speaksOfInstrument = search.foundAny();
        this.marks = DecimalMarks.of(tokens, draft.instrument);
    }

    static Draft read(List<Token> tokens) {
        SignalGrammar grammar = new SignalGrammar(tokens);
        while (grammar.at < tokens.size()) {
            grammar.next();
        }
        return grammar.draft;
    }

    private void next() {
        Token token = tokens.get(at++);
        if (!token.is(Kind.WORD)) {
            return;
        }
        String word = token.text();
        style(word);
        if (Vocabulary.isEvent(word)) {
            draft.event = true;
            draft.cancelledAtTheTop |= Vocabulary.isCancellation(word) && !draft.hasLevel();
        }
        Label label = Vocabulary.label(word);
        if (label != null) {
            field(label);
        }
    }

    private void style(String word) {
        if (draft.style != null || draft.hasLevel()) {
            return;
        }
        int next = at < tokens.size() && tokens.get(at).is(Kind.JOINER) ? at + 1 : at;
        boolean trade = next < tokens.size() && tokens.get(next).isWord("TRADE");
        if (word.equals("SWING") && trade) {
            draft.style = TradeStyle.SWING_TRADE;
        } else if ((word.equals("DAY") && trade) || word.equals("DAYTRADE")) {
            draft.style = TradeStyle.DAY_TRADE;
        } else if (word.equals("SCALPING") || word.equals("SCALP")) {
            draft.style = TradeStyle.SCALPING;
        }
    }

    private void field(Label label) {
        switch (label.field()) {
            case INSTRUMENT -> {}
            case BUY -> entry(Side.BUY);
            case SELL -> entry(Side.SELL);
            case ENTRY -> entry(null);
            case TARGET -> target(label.number());
            case FINAL_TARGET -> finalTarget();
            case STOP -> stop();
        }
    }

    private void entry(@Nullable Side side) {
        draft.speaksOfTrading = true;
        PriceRange range = range(value());
        if (range != null) {
            draft.entry(side, range);
        } else if (side != null) {
            draft.side(side);
        }
    }

    private static @Nullable PriceRange range(List<BigDecimal> prices) {
        if (prices.isEmpty()) {
            return null;
        }
        BigDecimal min = prices.stream().min(BigDecimal::compareTo).orElseThrow();
        BigDecimal max = prices.stream().max(BigDecimal::compareTo).orElseThrow();
        return max.compareTo(min.multiply(MAX_SPREAD)) <= 0 ? new PriceRange(min, max) : null;
    }

    private void target(@Nullable Integer attached) {
        if (at < tokens.size()
                && (tokens.get(at).isWord("FINAL") || tokens.get(at).isWord("GERAL"))) {
            at++;
            finalTarget();
            return;
        }
        Integer number = attached == null ? targetNumber() : attached;
        exit();
        List<BigDecimal> prices = value();
        for (BigDecimal price : prices) {
            draft.target(prices.size() == 1 ? number : null, price);
        }
    }

    /** The {@code 1} of {@code ALVO 1: 1,15}, but not that of {@code ALVO: 1} or {@code ALVO 29,20}. */
    private @Nullable Integer targetNumber() {
        if (at >= tokens.size() || !tokens.get(at).is(Kind.NUMBER)) {
            return null;
        }
        String text = tokens.get(at).text();
        Kind following = at + 1 < tokens.size() ? tokens.get(at + 1).kind() : Kind.LINE_END;
        boolean dashed = following == Kind.JOINER
                && text.length() == 1
                && at + 2 < tokens.size()
                && tokens.get(at + 2).is(Kind.NUMBER);
        boolean labelled = following == Kind.SEPARATOR || following == Kind.NUMBER || following == Kind.LINE_END;
        if (text.length() > 2 || !(labelled || dashed) || Integer.parseInt(text) > MAX_TARGET_NUMBER) {
            return null;
        }
        at++;
        return Integer.valueOf(text);
    }

    private void finalTarget() {
        exit();
        List<BigDecimal> prices = value();
        if (prices.size() == 1) {
            draft.finalTarget(prices.getFirst());
        }
    }

    private void stop() {
        if (at < tokens.size() && tokens.get(at).isWord("LOSS")) {
            at++;
        } else if (at < tokens.size() && tokens.get(at).isWord("GAIN")) {
            at++;
            target(null);
            return;
        }
        exit();
        List<BigDecimal> prices = value();
        if (prices.size() == 1) {
            draft.stop(prices.getFirst());
        }
    }

    /** A bare label with a percentage behind it tells a result: {@code CYREW296 stop ⏎ -25%}. */
    private void exit() {
        draft.speaksOfExit = true;
        int next = at;
        while (next < tokens.size()
                && next < at + MAX_FILLERS
                && (tokens.get(next).is(Kind.LINE_END) || tokens.get(next).is(Kind.JOINER))) {
            next++;
        }
        draft.event |= next < tokens.size() && tokens.get(next).is(Kind.PERCENT);
    }

    /** The prices of the field whose label was just read; empty if there are none beyond doubt. Moves behind them. */
    private List<BigDecimal> value() {
        int labelEnd = at;
        boolean separated = skipFillers();
        List<BigDecimal> prices = prices(separated);
        if (prices.isEmpty()) {
            at = labelEnd;
        }
        return prices;
    }

    private boolean skipFillers() {
        boolean separated = false;
        boolean lineEnded = false;
        for (int i = 0; i < MAX_FILLERS && at < tokens.size(); i++, at++) {
            Token token = tokens.get(at);
            boolean filler = switch (token.kind()) {
                case SEPARATOR -> true;
                case JOINER -> token.text().length() == 1 && !token.text().equals(",");
                case LINE_END -> separated && !lineEnded;
                case WORD ->
                    Vocabulary.isFiller(token.text())
                            || Instrument.of(token.text()).isPresent();
                default -> false;
            };
            if (!filler) {
                break;
            }
            separated |= token.is(Kind.SEPARATOR) || token.is(Kind.JOINER);
            lineEnded |= token.is(Kind.LINE_END);
        }
        return separated;
    }

    private List<BigDecimal> prices(boolean separated) {
        List<BigDecimal> prices = new ArrayList<>();
        boolean whole = false;
        while (at < tokens.size() && tokens.get(at).is(Kind.NUMBER) && prices.size() < MAX_PRICES) {
            String text = tokens.get(at).text();
            BigDecimal price = marks.price(text);
            if (price == null) {
                return List.of();
            }
            whole |= text.indexOf('.') < 0 && text.indexOf(',') < 0;
            prices.add(price);
            at++;
            int next = afterJoiners();
            if (next == at || next >= tokens.size() || !tokens.get(next).is(Kind.NUMBER)) {
                break;
            }
            at = next;
        }
        return endsWell(separated && !whole) ? prices : List.of();
    }

    private int afterJoiners() {
        int next = at;
        while (next < tokens.size() && next < at + 2) {
            Token token = tokens.get(next);
            if (!token.is(Kind.JOINER) && !(token.is(Kind.WORD) && Vocabulary.isJoiner(token.text()))) {
                break;
            }
            next++;
        }
        return next;
    }

    /**
     * Whether what follows the prices leaves them what they seem. {@code surelyPrices}: a separator announced them and
     * they have decimals, so that any word may follow that is not a unit.
     */
    private boolean endsWell(boolean surelyPrices) {
        int next = afterJoiners();
        if (next >= tokens.size()) {
            return true;
        }
        Token token = tokens.get(next);
        return switch (token.kind()) {
            case NUMBER, QUANTITY, SEPARATOR -> false;
            case WORD ->
                !Vocabulary.isUnit(token.text())
                        && (surelyPrices
                                || Vocabulary.mayFollowPrice(token.text())
                                || Instrument.of(token.text()).isPresent());
            case PERCENT, MOMENT, JOINER, LINK, LINE_END -> true;
        };
    }
}
