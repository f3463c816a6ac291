package telegramgateway.message.database.clients;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One who may call the API.
 *
 * @param name never given twice
 * @param role {@code reader}, {@code operator} or {@code admin}
 * @param channels those that it may read, not empty; null for all
 * @param signed each of its requests must be signed
 * @param revokedAt from then on it may not call any more; null while it may
 * @param keys the oldest first; also those that have expired
 */
public record ApiClient(
        String name,
        String role,
        @Nullable Set<Long> channels,
        boolean signed,
        Instant createdAt,
        @Nullable Instant revokedAt,
        List<ApiKey> keys) {

    public ApiClient {
        channels = channels == null ? null : Set.copyOf(channels);
        keys = List.copyOf(keys);
    }
}
