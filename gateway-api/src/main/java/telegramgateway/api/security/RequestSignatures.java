package telegramgateway.api.security;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import telegramgateway.api.clients.AccessSettings;
import telegramgateway.api.clients.SigningSecret;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.message.cache.MessageCache;
import telegramgateway.service.settings.Secret;

/**
 * Tells whether a request was signed by who has a key's signing secret, just now, and for the first time. The signature
 * is the HMAC-SHA256, in lower-case hex, of five lines without a last line break: method, path with query as sent,
 * {@code X-Timestamp} (seconds since 1970), {@code X-Nonce}, SHA-256 of the body in lower-case hex. Safe for use by
 * many threads.
 */
@Component
final class RequestSignatures {
    static final String SIGNATURE = "X-Signature";
    static final String TIMESTAMP = "X-Timestamp";
    static final String NONCE = "X-Nonce";

    /** How far a request's time may be from ours, before and after. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final Pattern NONCES = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    private final MessageCache cache;
    private final InstantSource clock;
    private final @Nullable Secret secret;

    RequestSignatures(MessageCache cache, AccessSettings settings, InstantSource clock) {
        this.cache = cache;
        this.clock = clock;
        this.secret = settings.tokenSecret();
    }

    /**
     * Returns if a request is signed as it must be. Each nonce is remembered in Redis for as long as its time would
     * count.
     *
     * @throws telegramgateway.service.web.RequestRefusedException when it is not
     * @throws telegramgateway.message.feed.StoreUnavailableException when Redis cannot tell whether it was there before
     */
    void verify(BufferedRequest request, String keyPrefix) throws IOException {
        String timestamp = header(request, TIMESTAMP, SECONDS, "the seconds since 1970");
        String nonce = header(request, NONCE, NONCES, "16 to 64 of A-Z, a-z, 0-9, '-' and '_', new in each request");
        String given = header(request, SIGNATURE, Pattern.compile("[0-9a-f]{64}"), "64 lower-case hex digits");
        if (secret == null) {
            throw ErrorCode.SIGNATURE_INVALID.refuse(
                    "This service checks no signatures",
                    "Its operator must set TELEGRAM_GATEWAY_API_TOKEN_SECRET; a client that must sign cannot call.");
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sent, clock.instant()).abs().compareTo(WINDOW) > 0) {
            throw ErrorCode.SIGNATURE_INVALID.refuse(
                    TIMESTAMP + " is more than " + WINDOW.toMinutes() + " minutes from now", "Set your clock.");
        }
        byte[] expected = SigningSecret.of(secret, keyPrefix)
                .sign(String.join(
                        "\n", request.getMethod(), target(request), timestamp, nonce, sha256(request.body())));
        if (!MessageDigest.isEqual(expected, HexFormat.of().parseHex(given))) {
            throw ErrorCode.SIGNATURE_INVALID.refuse(
                    SIGNATURE + " is not the signature of this request", "docs/api.md shows what is signed, and how.");
        }
        if (!cache.firstUse(keyPrefix + ":" + nonce, WINDOW.multipliedBy(2))) {
            throw ErrorCode.SIGNATURE_INVALID.refuse(
                    NONCE + " was used before", "Make a new one for each request, also when you repeat one.");
        }
    }

    private static String target(BufferedRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    private static String header(BufferedRequest request, String name, Pattern form, String what) {
        String value = request.getHeader(name);
        if (value != null && form.matcher(value).matches()) {
            return value;
        }
        throw ErrorCode.SIGNATURE_INVALID.refuse(
                "The header " + name + (value == null ? " is missing" : " is malformed") + ": requests must be signed",
                name + " holds " + what + ". docs/api.md shows how to sign.");
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
