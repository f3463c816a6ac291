package telegramgateway.message.cache;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads values of replies. Every method throws {@code IllegalArgumentException} for what it cannot be. */
final class RedisValue {
    private RedisValue() {}

    static String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        throw new IllegalArgumentException("Redis answered with no text");
    }

    static @Nullable Long optionalNumber(@Nullable Object value) {
        return value == null ? null : number(value);
    }

    /** A whole number; also in the exponent form in which some versions print large scores. */
    static long number(@Nullable Object value) {
        try {
            return new BigDecimal(text(value)).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("Redis answered with no whole number", e);
        }
    }
}
