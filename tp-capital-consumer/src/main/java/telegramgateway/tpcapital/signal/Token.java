package telegramgateway.tpcapital.signal;

/**
 * A piece of text that the grammar looks at.
 *
 * @param text words in capitals without accents; numbers as written
 * @param start offset of the first character in the message's text, UTF-16 units
 * @param end offset behind the last character
 */
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        WORD,
        /** Digits with marks between them: perhaps a price. */
        NUMBER,
        PERCENT,
        /** A date or a time of day. */
        MOMENT,
        /** Has digits, but is neither of the above: {@code 1h}, {@code 20pips}, too many digits. */
        QUANTITY,
        /** What stands between a label and its value: {@code : = @}. */
        SEPARATOR,
        /** What stands between two values: dashes, slash, comma. */
        JOINER,
        LINK,
        LINE_END
    }

    boolean is(Kind expected) {
        return kind == expected;
    }

    boolean isWord(String expected) {
        return kind == Kind.WORD && text.equals(expected);
    }
}
