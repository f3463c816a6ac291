package telegramgateway.simulator.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Numbers of messages: the time in seconds times 2^32, always higher than the last. Safe for use by several threads.
 */
final class MessageIds {

    private static final double PER_NANOSECOND = 0x1p32 / 1e9;
    private static final long KIND_BITS = 3;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final AtomicLong last = new AtomicLong();

    MessageIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** @param kind 1 for the answer to a call, 3 for everything else */
    long next(int kind) {
        Instant now = clock.instant();
        long time = (now.getEpochSecond() << 32 | (long) (now.getNano() * PER_NANOSECOND)) & ~KIND_BITS;
        return last.updateAndGet(before -> Math.max(time, before + 4 & ~KIND_BITS)) | kind;
    }

    RandomGenerator random() {
        return random;
    }
}
