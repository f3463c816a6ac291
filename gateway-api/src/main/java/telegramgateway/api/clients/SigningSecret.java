package telegramgateway.api.clients;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import telegramgateway.service.settings.Secret;

/**
 * The secret with which a client signs. It is derived from the service's secret and the prefix of the client's key, so
 * it is kept nowhere, and who reads the database can sign nothing.
 */
public final class SigningSecret {
    private static final String HMAC = "HmacSHA256";

    private final String text;

    private SigningSecret(String text) {
        this.text = text;
    }

    public static SigningSecret of(Secret service, String keyPrefix) {
        return new SigningSecret(
                HexFormat.of().formatHex(hmac(service.reveal(), "telegram-gateway request signing " + keyPrefix)));
    }

    /** The HMAC-SHA256 of a text, UTF-8; the secret's own text is the key. */
    public byte[] sign(String signed) {
        return hmac(text, signed);
    }

    /** The secret itself, to be shown with its key. */
    String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }

    private static byte[] hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
    }
}
