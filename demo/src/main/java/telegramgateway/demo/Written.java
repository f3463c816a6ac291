package telegramgateway.demo;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What somebody wrote and when, short enough to keep for each message of a large export.
 *
 * @param sentAt seconds since 1970; 0 when a file does not say it
 * @param length of the text
 * @param hash of the text
 */
record Written(long sentAt, int length, int hash) {

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]");

    /**
     * Control characters count as the {@code xNN} that is left of Desktop's {@code \xNN} when a file is read as JSON.
     */
    static Written of(long sentAt, String text) {
        String comparable = CONTROL.matcher(text)
                .replaceAll(found -> "x%02x".formatted((int) found.group().charAt(0)))
                .toLowerCase(Locale.ROOT);
        return new Written(sentAt, comparable.length(), comparable.hashCode());
    }

    /** Whether this, from a file, may be that, from a tier. */
    boolean isSameAs(Written stored) {
        return length == stored.length && hash == stored.hash && (sentAt == 0 || sentAt == stored.sentAt);
    }
}
