package telegramgateway.api.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The {@code ETag} of an answer's data. Weak, since {@code meta.executionTime} differs from answer to answer. */
final class DataTag {
    private static final int BYTES = 16;

    private DataTag() {}

    static String of(byte[] data) {
        try {
            byte[] hash = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(data), BYTES);
            return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Whether a header {@code If-None-Match} names a tag, compared weakly (RFC 9110). */
    static boolean isNamedIn(String header, String tag) {
        String opaque = tag.substring(2);
        return header.strip().equals("*")
                || Arrays.stream(header.split(",", -1))
                        .map(String::strip)
                        .map(named -> named.startsWith("W/") ? named.substring(2) : named)
                        .anyMatch(opaque::equals);
    }
}
