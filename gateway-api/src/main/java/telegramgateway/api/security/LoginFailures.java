package telegramgateway.api.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import telegramgateway.api.clients.AccessSettings;
import telegramgateway.api.clients.AuditLog;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.message.feed.StoreUnavailableException;

/**
 * Counts wrong credentials by the address that they come from and by the key that they pretend to be, and refuses
 * further ones for a while. A right key is let in all the same: else a stranger behind the same proxy could lock
 * everybody out. Counted in this process. Safe for use by many threads.
 */
@Component
final class LoginFailures {
    static final Duration WINDOW = Duration.ofMinutes(5);
    static final Duration BLOCK = Duration.ofMinutes(5);

    /** Addresses and keys that are remembered; who has not failed for the longest time is forgotten beyond. */
    private static final int REMEMBERED_MAX = 10_000;

    private static final Logger log = LoggerFactory.getLogger(LoginFailures.class);

    private final int max;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Map<String, Failures> remembered = new LinkedHashMap<>();

    LoginFailures(AccessSettings settings, AuditLog audit, InstantSource clock) {
        this.max = settings.loginFailuresMax();
        this.audit = audit;
        this.clock = clock;
    }

    /** Refuses while too many wrong credentials have come from an address, or for a key. */
    void check(String who) {
        Instant now = clock.instant();
        Failures failures;
        synchronized (this) {
            failures = remembered.get(who);
        }
        if (failures != null && failures.blocked() && now.isBefore(failures.end())) {
            throw blocked(Duration.between(now, failures.end()));
        }
    }

    /** Counts a wrong credential. */
    void failed(String who) {
        if (max == 0) {
            return;
        }
        Instant now = clock.instant();
        Failures failures = count(who, now);
        if (failures.blocked() && failures.count() == max) {
            log.warn("{} wrong credentials from {}: more are refused for {}", max, who, BLOCK);
            note("login blocked", who);
        } else if (failures.count() == 1) {
            note("login failed", who);
        }
    }

    private synchronized Failures count(String who, Instant now) {
        Failures before = remembered.remove(who);
        Failures after = before == null || !now.isBefore(before.end())
                ? new Failures(1, now.plus(WINDOW), max == 1)
                : before.blocked() ? before.again() : before.oneMore(max, now.plus(BLOCK));
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.remove(remembered.keySet().iterator().next());
        }
        remembered.put(who, after);
        return after;
    }

    /** Who is not noted now was noted in the log. */
    private void note(String action, String who) {
        try {
            audit.note("unknown", action, who, Map.of());
        } catch (StoreUnavailableException e) {
            log.warn("{} of {} could not be noted: {}", action, who, e.getMessage());
        }
    }

    private static RuntimeException blocked(Duration left) {
        return ErrorCode.TOO_MANY_FAILURES.refuse(
                "Too many wrong credentials",
                "Ask again after so many seconds, with the right key.",
                Map.of("retryAfter", Math.max(1, left.toSeconds())));
    }

    /** @param end of the window, or of the block */
    private record Failures(int count, Instant end, boolean blocked) {
        Failures oneMore(int max, Instant blockEnd) {
            boolean enough = count + 1 >= max;
            return new Failures(count + 1, enough ? blockEnd : end, enough);
        }

        Failures again() {
            return new Failures(count + 1, end, true);
        }
    }
}
