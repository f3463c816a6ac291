package telegramgateway.message;

import org.jspecify.annotations.Nullable;

/** Strings that UTF-8 can express. */
final class WellFormed {
    private WellFormed() {}

    /** @throws IllegalArgumentException when the value has half of a surrogate pair */
    static void require(@Nullable String value, String name) {
        if (value == null) {
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                if (Character.charCount(value.codePointAt(i)) == 1) {
                    throw new IllegalArgumentException("The " + name + " has a lone surrogate at " + i);
                }
                i++;
            }
        }
    }
}
