package telegramgateway.mtproto.forward;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How fast copies are posted, per destination: so many at once, and then evenly so many a minute. For one thread. */
final class Pace {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final int perMinute;
    private final LongSupplier nanoTime;
    private final Map<Long, Allowance> allowances = new HashMap<>();

    /** @param left messages, which may be a part of one */
    private record Allowance(double left, long at) {}

    /** @param nanoTime as {@link System#nanoTime()} */
    Pace(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
    }

    /** Takes so many messages from what a destination may get; returns how long to wait before they are posted. */
    Duration take(long destination, int messages) {
        long now = nanoTime.getAsLong();
        Allowance last = allowances.getOrDefault(destination, new Allowance(perMinute, now));
        double regained = (double) (now - last.at()) * perMinute / MINUTE;
        double left = Math.min(perMinute, last.left() + regained) - messages;
        allowances.put(destination, new Allowance(left, now));
        return left >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-left * MINUTE / perMinute));
    }
}
