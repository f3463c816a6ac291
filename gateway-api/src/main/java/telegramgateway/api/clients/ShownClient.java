package telegramgateway.api.clients;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.database.clients.ApiClient;

/**
 * A client as the API and the command show it.
 *
 * @param channels null for all
 */
record ShownClient(
        String name,
        String role,
        @Nullable List<Long> channels,
        boolean signed,
        Instant createdAt,
        @Nullable Instant revokedAt,
        List<Key> keys) {

    /** A key without its secret. */
    record Key(
            String prefix,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    static ShownClient of(ApiClient client) {
        return new ShownClient(
                client.name(),
                client.role(),
                client.channels() == null
                        ? null
                        : client.channels().stream().sorted().toList(),
                client.signed(),
                client.createdAt(),
                client.revokedAt(),
                client.keys().stream()
                        .map(key -> new Key(key.prefix(), key.createdAt(), key.expiresAt(), key.lastUsedAt()))
                        .toList());
    }
}
