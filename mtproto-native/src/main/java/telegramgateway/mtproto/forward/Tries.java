package telegramgateway.mtproto.forward;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which messages have failed too often to be tried again: so many times, and over so long a time that it is no mere
 * hiccup. A restart counts from the beginning. For one thread.
 */
final class Tries {
    static final int MAX = 10;
    static final Duration MIN_TIME = Duration.ofMinutes(5);

    private final LongSupplier nanoTime;
    private final Map<Message, Failures> failures = new HashMap<>();

    /** One on its way to a destination. */
    record Message(long channelId, long messageId, long destination) {}

    /** @param since the first of them, by {@code nanoTime} */
    private record Failures(int count, long since, String reason) {}

    /** @param nanoTime as {@link System#nanoTime()} */
    Tries(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void failed(Message message, String reason) {
        Failures before = failures.get(message);
        failures.put(
                message,
                before == null
                        ? new Failures(1, nanoTime.getAsLong(), reason)
                        : new Failures(before.count() + 1, before.since(), reason));
    }

    /** Why the last try failed, if there is to be no other; else null. */
    @Nullable
    String lastReason(Message message) {
        Failures known = failures.get(message);
        return known != null && known.count() >= MAX && nanoTime.getAsLong() - known.since() >= MIN_TIME.toNanos()
                ? known.reason()
                : null;
    }

    /** Forgets all others. */
    void keep(Collection<Message> messages) {
        failures.keySet().retainAll(messages);
    }
}
