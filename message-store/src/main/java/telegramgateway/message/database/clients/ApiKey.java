package telegramgateway.message.database.clients;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One key of a client, without the key.
 *
 * @param prefix its first characters, which are no secret; no other key has them
 * @param sha256 of the whole key, UTF-8; 32 bytes
 * @param expiresAt from then on it counts for nothing; null for never
 * @param lastUsedAt to the minute; null when it never was
 */
public record ApiKey(
        String prefix,
        byte[] sha256,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {}
