package telegramgateway.service.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A value that must not be shown. Only {@link #reveal()} gives it away. */
public final class Secret {
    private static final int FINGERPRINT_DIGITS = 8;

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The value itself, for the one place that needs it. */
    public String reveal() {
        return value;
    }

    /** True when the candidate is the same. Takes the same time wherever the first difference is. */
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(sha256(value), sha256(candidate));
    }

    /** The first 8 hex digits of the value's SHA-256: tells two secrets apart in a log and gives nothing away. */
    public String fingerprint() {
        return HexFormat.of().formatHex(sha256(value)).substring(0, FINGERPRINT_DIGITS);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && matches(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
