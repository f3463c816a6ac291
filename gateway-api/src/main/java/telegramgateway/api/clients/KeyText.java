package telegramgateway.api.clients;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.database.clients.ApiKey;

/**
 * A key as its client has it: {@code tgw_PREFIX_SECRET}. The secret is 256 random bits, so its hash needs neither salt
 * nor a slow function: nobody can try all of them.
 */
public final class KeyText {
    private static final Pattern FORM = Pattern.compile("(tgw_[a-z2-7]{10})(_[A-Za-z0-9_-]{43})?");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int PREFIX_LETTERS = 10;
    private static final int SECRET_BYTES = 32;

    private final String text;
    private final String prefix;

    private KeyText(String text, String prefix) {
        this.text = text;
        this.prefix = prefix;
    }

    /**
     * A new key.
     *
     * @param random must be unpredictable
     */
    static KeyText random(RandomGenerator random) {
        StringBuilder prefix = new StringBuilder("tgw_");
        for (int i = 0; i < PREFIX_LETTERS; i++) {
            prefix.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new KeyText(
                prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret), prefix.toString());
    }

    /** What a client sent, a key or the prefix of one; empty when it cannot be either. */
    public static Optional<KeyText> of(String given) {
        Matcher form = FORM.matcher(given);
        return form.matches() ? Optional.of(new KeyText(given, form.group(1))) : Optional.empty();
    }

    /** By which the key is found; no secret. */
    public String prefix() {
        return prefix;
    }

    /** Whether it is the whole key and not its prefix. */
    public boolean hasSecret() {
        return text.length() > prefix.length();
    }

    /** Takes the same time wherever the first difference is. */
    public boolean matches(ApiKey stored) {
        return hasSecret() && MessageDigest.isEqual(sha256(), stored.sha256());
    }

    /** The key itself, to be shown once. */
    String reveal() {
        return text;
    }

    ApiKey stored(Instant createdAt, @Nullable Instant expiresAt) {
        return new ApiKey(prefix, sha256(), createdAt, expiresAt, null);
    }

    private byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return prefix + "_[REDACTED]";
    }
}
