package telegramgateway.message;

/** Strings as every store can hold them. */
public final class StorableText {
    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /**
     * The text with U+FFFD in place of each lone surrogate, which UTF-8 cannot express, and of each NUL, which a
     * database cannot hold. Telegram itself sends neither.
     */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (unstorable(text, i)) {
                return replaced(text, i);
            }
        }
        return text;
    }

    private static String replaced(String text, int first) {
        char[] chars = text.toCharArray();
        for (int i = first; i < chars.length; i++) {
            if (unstorable(text, i)) {
                chars[i] = REPLACEMENT;
            }
        }
        return new String(chars);
    }

    private static boolean unstorable(String text, int index) {
        char c = text.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
        }
        return c == 0;
    }
}
