package telegramgateway.mtproto.media;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often something has failed, and how long to wait before it is tried again: 1 s, then twice as long each time. All
 * tries of one thing take some four minutes, more than TDLib lets Telegram's own waits last. Safe for several threads.
 */
final class Tries {
    /** After so many failures something is given up. */
    static final int MAX = 10;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(60);

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /** @return true when it is to be given up */
    boolean failed(String what) {
        return failures.merge(what, 1, Integer::sum) >= MAX;
    }

    /** Nothing more is to be known of the message's tries. */
    void forget(String message) {
        failures.keySet().removeIf(what -> what.startsWith(message));
    }

    /** Before the next try of whatever has failed most. Zero when nothing has. */
    Duration pause() {
        int most = failures.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        Duration pause = FIRST_PAUSE.multipliedBy(most == 0 ? 0 : 1L << (most - 1));
        return pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
    }
}
