package telegramgateway.api.clients;

import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import telegramgateway.message.database.clients.AuditEntry;
import telegramgateway.message.database.clients.ClientDatabase;
import tools.jackson.databind.json.JsonMapper;

/** Notes who did what, for good. Safe for use by many threads. */
@Component
public final class AuditLog {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ClientDatabase database;
    private final InstantSource clock;

    AuditLog(ClientDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Returns once the entry is in the database.
     *
     * @param details no secrets; may be empty
     * @throws telegramgateway.message.feed.StoreUnavailableException when it could not be made
     */
    public void note(String actor, String action, @Nullable String subject, Map<String, ?> details) {
        database.note(new AuditEntry(
                clock.instant(),
                actor,
                action,
                subject,
                details.isEmpty() ? null : MAPPER.writeValueAsString(details)));
    }
}
