package telegramgateway.tpcapital.signal;

import java.math.BigDecimal;

/** Prices from {@code min} to {@code max}, both included; equal for a single price. */
public record PriceRange(BigDecimal min, BigDecimal max) {
    public PriceRange {
        if (min.compareTo(max) > 0) {
            throw new IllegalArgumentException("A range from " + min + " down to " + max);
        }
    }
}
