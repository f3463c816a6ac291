package telegramgateway.api.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import telegramgateway.message.cache.RequestCount;

/** Counts as Redis does, in this process. Safe for use by many threads. */
final class LocalCounts {
    /** Who has not come for the longest time is forgotten beyond, and begins anew. */
    private static final int REMEMBERED_MAX = 10_000;

    private final InstantSource clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    LocalCounts(InstantSource clock) {
        this.clock = clock;
    }

    synchronized RequestCount count(String who, Duration window, long blockAfter, Duration block) {
        Instant now = clock.instant();
        Window before = windows.remove(who);
        Window after = before == null || !now.isBefore(before.end())
                ? new Window(1, now.plus(window))
                : new Window(before.count() + 1, before.count() == blockAfter ? now.plus(block) : before.end());
        if (windows.size() >= REMEMBERED_MAX) {
            windows.remove(windows.keySet().iterator().next());
        }
        windows.put(who, after);
        return new RequestCount(after.count(), Duration.between(now, after.end()));
    }

    private record Window(long count, Instant end) {}
}
