package telegramgateway.api.messages;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * The chats of sessions, asked for once for all streams. Only sessions that exist are remembered. Safe for use by many
 * threads.
 */
@Component
final class SessionChats {
    /** A stream of a session hears of a chat that is new to it so much later, and as it looks with its heartbeat. */
    private static final Duration LIFE = Duration.ofSeconds(5);

    private final MessageDatabase database;
    private final InstantSource clock;
    private final Map<String, Known> sessions = new ConcurrentHashMap<>();

    SessionChats(MessageDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** As they were a short time ago; while the database is away as they were last. */
    Set<Long> of(String session) {
        Known known = sessions.compute(session, (name, former) -> {
            if (former != null && clock.instant().isBefore(former.asOf().plus(LIFE))) {
                return former;
            }
            try {
                Set<Long> chats = database.channelsOf(name);
                return chats.isEmpty() ? former : new Known(chats, clock.instant());
            } catch (StoreUnavailableException e) {
                if (former == null) {
                    throw e;
                }
                return new Known(former.chats(), clock.instant());
            }
        });
        return known == null ? Set.of() : known.chats();
    }

    private record Known(Set<Long> chats, Instant asOf) {}
}
