package telegramgateway.message.database.clients;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what.
 *
 * @param actor the caller's name
 * @param action such as {@code POST /api/v1/clients} or {@code login}
 * @param subject what it was done to; null when the action says it
 * @param details more, as a JSON object; no secret; null for nothing
 */
public record AuditEntry(
        Instant at,
        String actor,
        String action,
        @Nullable String subject,
        @Nullable String details) {}
