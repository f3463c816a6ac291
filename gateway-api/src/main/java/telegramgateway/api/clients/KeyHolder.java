package telegramgateway.api.clients;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.Role;
import telegramgateway.message.database.clients.ApiClient;
import telegramgateway.message.database.clients.ApiKey;

/** A client together with that one of its keys by which it was found. */
public record KeyHolder(ApiClient client, ApiKey key) {

    /** Why the key counts for nothing, though it is right, as the end of a sentence; empty while it counts. */
    public Optional<String> ended(Instant now) {
        if (client.revokedAt() != null) {
            return Optional.of("was revoked");
        }
        Instant end = key.expiresAt();
        return end != null && !now.isBefore(end) ? Optional.of("expired at " + end) : Optional.empty();
    }

    public Caller caller() {
        return new Caller(client.name(), Role.valueOf(client.role().toUpperCase(Locale.ROOT)), client.channels());
    }
}
