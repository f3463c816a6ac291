package telegramgateway.tpcapital.signal;

import java.util.ArrayList;
import java.util.List;
import telegramgateway.tpcapital.signal.Token.Kind;

/**
 * Cuts a text into tokens in one pass. Markdown, emoji, brackets and currency signs are not looked at, so
 * {@code **Ativo:** R$ 1,04} reads like {@code Ativo: 1,04}. Not safe for use by many threads.
 */
final class Tokenizer {
    /** Longer runs of letters and digits are no word of the grammar, longer numbers no price. UTF-16 units. */
    private static final int MAX_WORD_LENGTH = 40;

    /** Telegram's shortest user name. */
    private static final int MIN_MENTION_LENGTH = 4;

    private static final String ACCENTED = "ÀÁÂÃÄÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜ";
    private static final String PLAIN = "AAAAACEEEEIIIINOOOOOUUUU";
    private static final List<String> LINK_STARTS = List.of("http://", "https://", "www.", "t.me/");
    private static final char KEYCAP = '\u20E3';

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokenizer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        Tokenizer tokenizer = new Tokenizer(text);
        while (tokenizer.at < text.length()) {
            tokenizer.next();
        }
        return tokenizer.tokens;
    }

    private void next() {
        int c = text.codePointAt(at);
        if (isDigit(c)) {
            number();
        } else if (Character.isLetter(c)) {
            if (isLinkStart()) {
                link();
            } else {
                word();
            }
        } else if (c == '@' && mentionEnd() - at > MIN_MENTION_LENGTH) {
            add(Kind.LINK, at, mentionEnd());
        } else if (c == '\n' || c == '\r') {
            lineEnd();
        } else if (c == ':' || c == '=' || c == '@') {
            add(Kind.SEPARATOR, at, at + 1);
        } else if (c == '/' || c == ',' || isDash(c)) {
            add(Kind.JOINER, at, at + 1);
        } else {
            at += Character.charCount(c);
        }
    }

    private void add(Kind kind, int start, int end) {
        tokens.add(new Token(kind, text.substring(start, end), start, end));
        at = end;
    }

    private void lineEnd() {
        int end = text.startsWith("\r\n", at) ? at + 2 : at + 1;
        add(Kind.LINE_END, at, end);
    }

    private void link() {
        int end = at;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        add(Kind.LINK, at, end);
    }

    private void word() {
        int start = at;
        int end = wordEnd(start);
        at = end;
        if (end < text.length() && text.charAt(end) == '$') {
            return; // the R of R$, the US of US$
        }
        if (end - start > MAX_WORD_LENGTH) {
            tokens.add(new Token(Kind.QUANTITY, "", start, end));
        } else {
            tokens.add(new Token(Kind.WORD, fold(text, start, end), start, end));
        }
    }

    private void number() {
        int start = at;
        int end = Moment.end(text, start);
        if (end > start) {
            add(Kind.MOMENT, start, end);
            return;
        }
        end = numberEnd(start);
        int afterVariation = end < text.length() && text.charAt(end) == '\uFE0F' ? end + 1 : end;
        int afterSpace = end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
        if (afterVariation < text.length() && text.charAt(afterVariation) == KEYCAP) {
            at = afterVariation + 1;
        } else if (wordEnd(end) > end) {
            at = wordEnd(end);
            tokens.add(new Token(Kind.QUANTITY, "", start, at));
        } else if (end - start > MAX_WORD_LENGTH) {
            at = end;
            tokens.add(new Token(Kind.QUANTITY, "", start, end));
        } else if (afterSpace < text.length() && text.charAt(afterSpace) == '%') {
            add(Kind.PERCENT, start, end);
            at = afterSpace + 1;
        } else {
            add(Kind.NUMBER, start, end);
        }
    }

    /** Behind the digits, with every mark that stands between two of them. */
    private int numberEnd(int start) {
        int end = start;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean mark = (c == '.' || c == ',') && end + 1 < text.length() && isDigit(text.charAt(end + 1));
            if (!isDigit(c) && !mark) {
                break;
            }
            end++;
        }
        return end;
    }

    /** Behind the letters, digits and combining marks, or {@code start} if there is no letter or digit. */
    private int wordEnd(int start) {
        int end = start;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (!Character.isLetterOrDigit(c) && !(end > start && isInvisible(c))) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private int mentionEnd() {
        int end = at + 1;
        if (end >= text.length() || !Character.isLetter(text.charAt(end))) {
            return at;
        }
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    private boolean isLinkStart() {
        for (String start : LINK_STARTS) {
            if (text.regionMatches(true, at, start, 0, start.length())) {
                return true;
            }
        }
        return false;
    }

    private static String fold(String text, int start, int end) {
        StringBuilder folded = new StringBuilder(end - start);
        for (int i = start; i < end; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isInvisible(c)) {
                continue;
            }
            int upper = Character.toUpperCase(c);
            int accent = ACCENTED.indexOf(upper);
            folded.appendCodePoint(accent < 0 ? upper : PLAIN.charAt(accent));
        }
        return folded.toString();
    }

    /** Combining marks and zero-width characters: seen by nobody, so they cut no word in two. */
    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.FORMAT;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isDash(int c) {
        return c == '-' || (c >= '\u2010' && c <= '\u2015') || c == '\u2212';
    }
}
