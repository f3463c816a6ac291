package telegramgateway.api.security;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;
import telegramgateway.api.clients.AccessSettings;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.service.settings.Secret;

/**
 * Short-lived tokens that stand for a key. A token names its key and says nothing of rights: those are looked up with
 * each request, so a token ends with its key. Safe for use by many threads.
 */
@Component
final class AccessTokens {
    static final Duration ACCESS_LIFE = Duration.ofMinutes(15);
    static final Duration REFRESH_LIFE = Duration.ofHours(24);

    /** How much the clocks of two instances may differ. */
    private static final Duration CLOCK_DIFFERENCE_MAX = Duration.ofSeconds(5);

    private static final String ISSUER = "telegram-gateway";
    private static final String USE = "use";

    /** What a token is for; one for the one is refused for the other. */
    enum Use {
        ACCESS,
        REFRESH
    }

    private final InstantSource clock;
    private final @Nullable NimbusJwtEncoder encoder;
    private final @Nullable NimbusJwtDecoder decoder;

    AccessTokens(AccessSettings settings, InstantSource clock) {
        this.clock = clock;
        Secret secret = settings.tokenSecret();
        if (secret == null) {
            encoder = null;
            decoder = null;
            return;
        }
        SecretKeySpec key = new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        encoder = NimbusJwtEncoder.withSecretKey(key).build();
        decoder = NimbusJwtDecoder.withSecretKey(key)
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        JwtTimestampValidator times = new JwtTimestampValidator(CLOCK_DIFFERENCE_MAX);
        times.setClock(clock.withZone(ZoneOffset.UTC));
        decoder.setJwtValidator(times);
    }

    /** A token that stands for a key. */
    String issue(String keyId, Use use) {
        if (encoder == null) {
            throw ErrorCode.TOKENS_OFF.refuse(
                    "This service gives no tokens",
                    "Set TELEGRAM_GATEWAY_API_TOKEN_SECRET to the same value on all instances: "
                            + "openssl rand -hex 32 makes one. Until then send the key itself.");
        }
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(ISSUER)
                .subject(keyId)
                .id(UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(now.plus(use == Use.ACCESS ? ACCESS_LIFE : REFRESH_LIFE))
                .claim(USE, use.name())
                .build();
        return encoder.encode(JwtEncoderParameters.from(
                        JwsHeader.with(MacAlgorithm.HS256).build(), claims))
                .getTokenValue();
    }

    /** The key that a token stands for; empty when it is none of ours, for another use, or over. */
    Optional<String> keyId(String token, Use use) {
        if (decoder == null) {
            return Optional.empty();
        }
        try {
            Jwt jwt = decoder.decode(token);
            boolean ours = ISSUER.equals(jwt.getClaimAsString("iss"))
                    && use.name().equals(jwt.getClaimAsString(USE))
                    && jwt.getExpiresAt() != null;
            return ours ? Optional.ofNullable(jwt.getSubject()) : Optional.empty();
        } catch (JwtException e) {
            return Optional.empty();
        }
    }
}
