package telegramgateway.mtproto.forward;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression that is searched for in texts. It is RE2's: the time of a search grows with the text's length
 * only, whatever the expression; in exchange it knows no back-references and does not look around.
 */
final class TextFilter {
    /** Of the expression, in UTF-16 units. */
    static final int LENGTH_MAX = 1_000;

    /** All the counts in an expression, such as {@code {10}}, multiplied: so often a part of it may be written out. */
    static final int REPEATS_MAX = 100;

    private static final Pattern COUNTS = Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?\\}");

    private final Pattern pattern;

    private TextFilter(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException with a sentence when it is no regular expression, or too long */
    static TextFilter of(String expression) {
        if (expression.isEmpty() || expression.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("A filter has 1 to " + LENGTH_MAX + " characters");
        }
        requireFewRepeats(expression);
        try {
            return new TextFilter(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "The filter is no regular expression of RE2: " + e.getDescription() + ": " + e.getPattern(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("The filter is nested too deeply", e);
        }
    }

    /** Counts within counts multiply; those side by side are multiplied too, which is simpler and asks for little. */
    private static void requireFewRepeats(String expression) {
        var counts = COUNTS.matcher(expression);
        double repeats = 1;
        while (counts.find()) {
            String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
            repeats *= Math.max(1, Double.parseDouble(most));
        }
        if (repeats > REPEATS_MAX) {
            throw new IllegalArgumentException("The filter is no regular expression that can be searched for: its"
                    + " counts, such as {10}, make more than " + REPEATS_MAX + " when multiplied");
        }
    }

    /** @throws TooLargeException when the stack is too small for it */
    boolean isFoundIn(String text) {
        try {
            return pattern.matcher(text).find();
        } catch (StackOverflowError e) {
            throw new TooLargeException(e);
        }
    }

    /** The search was given up. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLargeException(Throwable cause) {
            super("The search was given up", cause);
        }
    }
}
