package telegramgateway.api.realtime;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import telegramgateway.api.MediaSettings;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.api.http.Periodic;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sessions of mtproto-native, from its health, which it tells without a token. Asked once for all streams, and only
 * while there are any. Safe for use by many threads.
 */
@Component
class SessionStatuses implements SmartLifecycle {
    /** How late a change is told. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(SessionStatuses.class);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final HttpRequest question;
    private final InstantSource clock;
    private final Set<StatusSource> asking = ConcurrentHashMap.newKeySet();
    private volatile Look last = new Look(Map.of(), "Nobody has asked yet", Instant.MIN);
    private final Periodic periodic = new Periodic("session-statuses", INTERVAL, this::tick);

    SessionStatuses(MediaSettings settings, InstantSource clock) {
        this.question = HttpRequest.newBuilder(settings.mtproto().resolve("/health"))
                .timeout(PATIENCE)
                .build();
        this.clock = clock;
    }

    /** Refuses a session that mtproto-native does not have, and every one while it does not say. */
    void require(String session) {
        Look look = recent();
        if (look.problem != null) {
            throw ErrorCode.STATUS_UNAVAILABLE.refuse(
                    look.problem, "The operator starts mtproto-native, and sets MTPROTO_SERVICE_URL to where it is.");
        }
        if (!look.sessions.containsKey(session)) {
            throw ErrorCode.UNKNOWN_SESSION.refuse(
                    "mtproto-native has no session of this name",
                    "A sessionId is the name of a Telegram account, as the field account of messages has it.");
        }
    }

    /** How a session was when mtproto-native was asked last. */
    SessionStatus of(String session) {
        Look look = last;
        if (look.problem != null) {
            return SessionStatus.unknown(look.problem);
        }
        SessionStatus known = look.sessions.get(session);
        return known == null ? SessionStatus.unknown("mtproto-native has no session of this name") : known;
    }

    void add(StatusSource source) {
        asking.add(source);
    }

    void remove(StatusSource source) {
        asking.remove(source);
    }

    private synchronized Look recent() {
        if (last.asOf.plus(INTERVAL).isBefore(clock.instant())) {
            last = look();
        }
        return last;
    }

    private void tick() {
        try {
            if (!asking.isEmpty()) {
                Look before = last;
                Look after = recent();
                if (!after.says(before)) {
                    asking.forEach(StatusSource::wake);
                }
            }
        } catch (RuntimeException e) {
            log.error("The sessions could not be asked for", e);
        }
    }

    private Look look() {
        try {
            HttpResponse<InputStream> response = http.send(question, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                JsonNode sessions = JsonMapper.shared().readTree(body).path("sessions");
                if (!sessions.isObject()) {
                    return trouble("mtproto-native has no session with Telegram");
                }
                Map<String, SessionStatus> known = new HashMap<>();
                sessions.forEachEntry((name, session) -> known.put(name, SessionStatus.of(session)));
                return new Look(Map.copyOf(known), null, clock.instant());
            }
        } catch (IOException | JacksonException e) {
            log.debug("mtproto-native does not answer", e);
            return trouble("mtproto-native does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return trouble("mtproto-native does not answer");
        }
    }

    private Look trouble(String problem) {
        return new Look(Map.of(), problem, clock.instant());
    }

    @Override
    public void start() {
        periodic.start();
    }

    @Override
    public void stop() {
        periodic.stop();
    }

    @Override
    public boolean isRunning() {
        return periodic.isRunning();
    }

    private record Look(
            Map<String, SessionStatus> sessions, @Nullable String problem, Instant asOf) {
        boolean says(Look other) {
            return sessions.equals(other.sessions) && Objects.equals(problem, other.problem);
        }
    }
}
