package telegramgateway.tpcapital.signal;

/** Tells dates ({@code 28/10}, {@code 07/10/2025}) and times of day ({@code 14:32:45}) from numbers. */
final class Moment {
    private static final int MAX_DAY = 31;
    private static final int MAX_MONTH = 12;

    private Moment() {}

    /** The offset behind the date or time that begins at {@code start}, or {@code start} if none does. */
    static int end(String text, int start) {
        int first = digitsEnd(text, start);
        if (first >= text.length() || first - start > 2) {
            return start;
        }
        char mark = text.charAt(first);
        int second = digitsEnd(text, first + 1);
        int length = second - first - 1;
        boolean time = mark == ':' && first - start == 2 && length == 2;
        boolean date = mark == '/'
                && length >= 1
                && length <= 2
                && number(text, start, first) <= MAX_DAY
                && number(text, first + 1, second) <= MAX_MONTH;
        if (!time && !date) {
            return start;
        }
        int end = second;
        if (end < text.length() && text.charAt(end) == mark) {
            end = Math.max(end, digitsEnd(text, end + 1));
        }
        return isDecimal(text, end) ? start : end;
    }

    private static boolean isDecimal(String text, int mark) {
        return mark < text.length()
                && (text.charAt(mark) == ',' || text.charAt(mark) == '.')
                && digitsEnd(text, mark + 1) > mark + 1;
    }

    private static int digitsEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
    }
}
