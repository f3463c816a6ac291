package telegramgateway.tpcapital.signal;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells decimal marks from thousands marks. Only one shape needs context: one mark with one to three digits before it
 * and three behind, as in {@code 1.250}. Then the text's other numbers decide; if they do not, the kind of instrument
 * does (points have thousands, premiums and share prices have decimals); if neither does, it is no price.
 */
final class DecimalMarks {
    /** Far above every price on B3, index points included. Digits before the decimal mark. */
    static final int MAX_INTEGER_DIGITS = 9;

    /** Crypto pairs have eight. Digits behind the decimal mark. */
    static final int MAX_DECIMALS = 8;

    private static final int GROUP = 3;
    private static final int MIN_DECIMALS = 2;

    private final boolean dots;
    private final boolean commas;
    private final Instrument.@Nullable Kind kind;

    private DecimalMarks(boolean dots, boolean commas, Instrument.@Nullable Kind kind) {
        this.dots = dots;
        this.commas = commas;
        this.kind = kind;
    }

    /** The marks that the numbers of a text use beyond doubt. */
    static DecimalMarks of(List<Token> tokens, @Nullable Instrument instrument) {
        boolean dots = false;
        boolean commas = false;
        for (Token token : tokens) {
            if (token.is(Token.Kind.NUMBER) || token.is(Token.Kind.PERCENT)) {
                int mark = decimalMark(token.text());
                dots |= mark == '.';
                commas |= mark == ',';
            }
        }
        return new DecimalMarks(dots, commas, instrument == null ? null : instrument.kind());
    }

    /** The price that a number stands for, or null if it is none or could be two. */
    @Nullable
    BigDecimal price(String number) {
        String plain = number;
        int lastMark = lastMark(number);
        if (lastMark >= 0) {
            char mark = number.charAt(lastMark);
            boolean decimal = decimalMark(number) == mark || (isAmbiguous(number) && isDecimalHere(mark));
            boolean thousands = isGrouped(number, mark) && !decimal && (!isAmbiguous(number) || isThousandsHere(mark));
            if (decimal) {
                plain = digits(number.substring(0, lastMark)) + "." + number.substring(lastMark + 1);
            } else if (thousands) {
                plain = digits(number);
            } else {
                return null;
            }
        }
        return price(plain, plain.indexOf('.'));
    }

    private static @Nullable BigDecimal price(String plain, int point) {
        int integerDigits = point < 0 ? plain.length() : point;
        int decimals = point < 0 ? 0 : plain.length() - point - 1;
        if (integerDigits > MAX_INTEGER_DIGITS || decimals > MAX_DECIMALS) {
            return null;
        }
        BigDecimal price = new BigDecimal(plain).stripTrailingZeros();
        if (price.signum() == 0) {
            return null;
        }
        return price.scale() < MIN_DECIMALS ? price.setScale(MIN_DECIMALS) : price;
    }

    private boolean isDecimalHere(char mark) {
        if (dots != commas) {
            return mark == (dots ? '.' : ',');
        }
        return kind == Instrument.Kind.SHARE || kind == Instrument.Kind.OPTION;
    }

    private boolean isThousandsHere(char mark) {
        if (dots != commas) {
            return mark != (dots ? '.' : ',');
        }
        return kind == Instrument.Kind.FUTURE;
    }

    /** The decimal mark of a number that has one beyond doubt; 0 otherwise. */
    private static int decimalMark(String number) {
        int last = lastMark(number);
        if (last < 0 || isAmbiguous(number)) {
            return 0;
        }
        char mark = number.charAt(last);
        if (number.indexOf(mark) != last) {
            return 0; // the same mark twice: thousands, or nonsense
        }
        char other = mark == '.' ? ',' : '.';
        return isGrouped(number.substring(0, last), other) ? mark : 0;
    }

    private static boolean isAmbiguous(String number) {
        int last = lastMark(number);
        return last > 0
                && last <= GROUP
                && number.length() - last - 1 == GROUP
                && number.charAt(0) != '0'
                && digits(number).length() == number.length() - 1;
    }

    /** Whether digits come without marks, or in groups of three with this mark between them. */
    private static boolean isGrouped(String number, char mark) {
        int first = number.indexOf(mark);
        if (first < 0) {
            return digits(number).length() == number.length();
        }
        if (first == 0 || first > GROUP || number.charAt(0) == '0') {
            return false;
        }
        for (int i = first; i < number.length(); i += GROUP + 1) {
            if (number.charAt(i) != mark || !isGroup(number, i + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isGroup(String number, int start) {
        int end = start + GROUP;
        return end <= number.length() && digits(number.substring(start, end)).length() == GROUP;
    }

    private static int lastMark(String number) {
        return Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
    }

    private static String digits(String number) {
        return number.replace(".", "").replace(",", "");
    }
}
