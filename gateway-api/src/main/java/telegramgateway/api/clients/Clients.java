package telegramgateway.api.clients;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.database.clients.ApiClient;
import telegramgateway.message.database.clients.ClientDatabase;
import telegramgateway.service.settings.Secret;

/** Makes clients, changes their keys and ends them. Safe for use by many threads. */
final class Clients {
    /** How long the key before goes on when nothing else is said. */
    static final Duration OVERLAP = Duration.ofHours(24);

    private static final Duration OVERLAP_MAX = Duration.ofDays(90);

    private final ClientDatabase database;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final @Nullable Secret tokenSecret;

    /**
     * @param random must be unpredictable
     * @param tokenSecret from which signing secrets are derived; null when nobody can sign
     */
    Clients(ClientDatabase database, RandomGenerator random, InstantSource clock, @Nullable Secret tokenSecret) {
        this.tokenSecret = tokenSecret;
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    List<ApiClient> all() {
        return database.clients();
    }

    Optional<ApiClient> named(String name) {
        return database.client(name);
    }

    /**
     * Makes a client with its first key; empty when the name is taken, also by one that was revoked.
     *
     * @throws IllegalArgumentException when the key would have expired already
     */
    Optional<Issued> create(ClientSpec spec) {
        Instant now = now();
        checkEnd(spec.expiresAt(), now);
        if (spec.signed() && tokenSecret == null) {
            throw new IllegalArgumentException("Without TELEGRAM_GATEWAY_API_TOKEN_SECRET nobody can sign");
        }
        KeyText key = KeyText.random(random);
        ApiClient client = new ApiClient(
                spec.name(),
                spec.role().text(),
                spec.channels(),
                spec.signed(),
                now,
                null,
                List.of(key.stored(now, spec.expiresAt())));
        return database.add(client) ? Optional.of(issued(client, key)) : Optional.empty();
    }

    /**
     * Gives a client a new key. Those that it has go on for a while, so that it can change without a gap.
     *
     * @param overlap how long; 0 ends them at once
     * @return empty when there is no such client that may call
     * @throws IllegalArgumentException when a time is impossible
     */
    Optional<Issued> rotate(String name, Duration overlap, @Nullable Instant expiresAt) {
        Instant now = now();
        checkEnd(expiresAt, now);
        if (overlap.isNegative() || overlap.compareTo(OVERLAP_MAX) > 0) {
            throw new IllegalArgumentException("overlap is not between 0 and " + OVERLAP_MAX.toDays() + " days");
        }
        KeyText key = KeyText.random(random);
        if (!database.addKey(name, key.stored(now, expiresAt), now.plus(overlap))) {
            return Optional.empty();
        }
        return database.client(name).map(client -> issued(client, key));
    }

    /** False when there is no such client that may call. */
    boolean revoke(String name) {
        return database.revoke(name, now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void checkEnd(@Nullable Instant end, Instant now) {
        if (end != null && !end.isAfter(now)) {
            throw new IllegalArgumentException("The key would expire before it is made");
        }
    }

    private Issued issued(ApiClient client, KeyText key) {
        return new Issued(client, key, tokenSecret == null ? null : SigningSecret.of(tokenSecret, key.prefix()));
    }

    /**
     * A client and its new key, which is shown this once.
     *
     * @param signing the secret for its signatures; null when nobody can sign
     */
    record Issued(ApiClient client, KeyText key, @Nullable SigningSecret signing) {
        /** With the secrets, for him who gets them. */
        Map<String, Object> shown() {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("client", ShownClient.of(client));
            shown.put("key", key.reveal());
            if (signing != null) {
                shown.put("signingSecret", signing.reveal());
            }
            return shown;
        }
    }
}
