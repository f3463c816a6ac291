package telegramgateway.api.messages;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import telegramgateway.message.cache.MessageCache;

/**
 * Lets polls sleep until their channel may have news. Hints may get lost, so nobody should sleep for long. When the
 * service stops, everybody is woken, and nobody sleeps any more. Safe for use by many threads.
 */
@Component
final class WakeUps implements SmartLifecycle {
    private final MessageCache cache;
    private final ConcurrentHashMap<Long, Set<Sleeper>> sleepers = new ConcurrentHashMap<>();
    private AutoCloseable subscription = () -> {};
    private volatile boolean running;

    WakeUps(MessageCache cache) {
        this.cache = cache;
    }

    /** Notes every hint about any of the channels from now on, until closed. */
    Sleeper sleeper(Set<Long> channels) {
        Sleeper sleeper = new Sleeper(channels);
        channels.forEach(channelId -> sleepers.compute(channelId, (_, others) -> {
            Set<Sleeper> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(sleeper);
            return all;
        }));
        return sleeper;
    }

    /** Wakes the polls of a channel. */
    void wake(long channelId) {
        sleepers.getOrDefault(channelId, Set.of()).forEach(Sleeper::wake);
    }

    @Override
    public void start() {
        subscription = cache.onWake(this::wake);
        running = true;
    }

    /** Runs before the web server waits for requests in flight, so that it need not wait for sleepers. */
    @Override
    public void stop() {
        running = false;
        sleepers.keySet().forEach(this::wake);
        try {
            subscription.close();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot end the subscription", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** One poll that may sleep. */
    final class Sleeper implements AutoCloseable {
        private final Set<Long> channels;
        private final Semaphore hints = new Semaphore(0);

        private Sleeper(Set<Long> channels) {
            this.channels = Set.copyOf(channels);
        }

        /** Sleeps until there was a hint since the last sleep, or the time is over. False when the service stops. */
        boolean sleepNanos(long atMost) {
            try {
                if (running && hints.tryAcquire(atMost, TimeUnit.NANOSECONDS)) {
                    hints.drainPermits();
                }
                return running;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Ends its sleep, or the next one before it begins. */
        void wake() {
            hints.release();
        }

        @Override
        public void close() {
            channels.forEach(channelId -> sleepers.computeIfPresent(channelId, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            }));
        }
    }
}
