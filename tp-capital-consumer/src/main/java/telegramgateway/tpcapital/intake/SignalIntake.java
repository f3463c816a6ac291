package telegramgateway.tpcapital.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import telegramgateway.message.feed.StoreUnavailableException;

/** Keeps one follower per chosen channel. Starts when everything is down, and recovers by itself. */
public final class SignalIntake implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(SignalIntake.class);

    private static final Duration CHOICE_LIFE = Duration.ofSeconds(5);
    private static final Duration CHOOSER_PATIENCE = Duration.ofSeconds(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final FollowerTools tools;
    private final Map<Long, Following> followers = new ConcurrentHashMap<>();
    private final Semaphore strangers = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread choosing;
    private volatile @Nullable String failure;

    private record Following(ChannelFollower follower, Thread thread) {}

    public SignalIntake(
            IntakeStores stores,
            Verdicts verdicts,
            IntakeOptions options,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry registry) {
        tools = new FollowerTools(stores, verdicts, options, clock, random);
        Gauge.builder(
                        "tp.capital.polling.lag.seconds",
                        this,
                        intake -> intake.lag().toMillis() / 1000.0)
                .description("How long the oldest unprocessed message may have been waiting, over all channels")
                .register(registry);
        Gauge.builder("tp.capital.channels.followed", followers, Map::size)
                .description("Channels that have a follower")
                .register(registry);
        Gauge.builder("tp.capital.channels.failing", this, SignalIntake::failing)
                .description("Channels whose last try failed")
                .register(registry);
    }

    @Override
    public void start() {
        choosing = Thread.ofVirtual().name("tp-capital channels").start(this::chooseUntilStopped);
    }

    @Override
    public void stop() {
        stopped.countDown();
        strangers.release();
        // First: nobody would stop a follower that begins later.
        Thread chooser = choosing;
        if (chooser != null) {
            join(chooser, System.nanoTime() + CHOOSER_PATIENCE.toNanos());
        }
        followers.values().forEach(following -> following.follower().stop());
        long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
        followers.values().forEach(following -> join(following.thread(), deadline));
    }

    @Override
    public boolean isRunning() {
        return choosing != null && stopped.getCount() > 0;
    }

    /** True when nobody looks for channels any more although nobody has stopped it: only a restart helps. */
    public boolean hasEnded() {
        Thread chooser = choosing;
        return chooser != null && !chooser.isAlive() && stopped.getCount() > 0;
    }

    public int followed() {
        return followers.size();
    }

    public long failing() {
        return followers.values().stream()
                .filter(following -> following.follower().failure() != null)
                .count();
    }

    /** How long the oldest message that is not processed may have been waiting; zero when there is none. */
    public Duration lag() {
        return followers.values().stream()
                .map(following -> following.follower().lag())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Why some channel waits, or why the channels are not known; null when all is well. */
    public @Nullable String failure() {
        if (failure != null) {
            return failure;
        }
        for (Following following : followers.values()) {
            if (following.follower().failure() != null) {
                return following.follower().failure();
            }
        }
        return null;
    }

    private void chooseUntilStopped() {
        try (AutoCloseable _ = tools.stores().cache().onWake(this::hint)) {
            while (stopped.getCount() > 0) {
                choose();
                if (strangers.tryAcquire(CHOICE_LIFE.toMillis(), TimeUnit.MILLISECONDS)) {
                    strangers.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            failure = "the intake has ended: " + e.getMessage();
            log.error("The intake has ended", e);
        }
    }

    private void hint(long channelId) {
        Following following = followers.get(channelId);
        if (following != null) {
            following.follower().hint();
        } else if (tools.options().choice().all()) {
            strangers.release();
        }
    }

    private void choose() {
        Set<Long> chosen;
        try {
            chosen = tools.options().choice().channels(tools.stores().database());
            failure = null;
        } catch (StoreUnavailableException e) {
            failure = e.getMessage();
            return; // those that are known are followed on
        } catch (RuntimeException e) {
            failure = "the channels cannot be chosen: " + e.getMessage();
            log.error("Choosing the channels failed and will be tried again", e);
            return;
        }
        if (stopped.getCount() == 0 || chosen.equals(followers.keySet())) {
            return;
        }
        for (Long channelId : chosen) {
            followers.computeIfAbsent(channelId, this::follow);
        }
        followers.forEach((channelId, following) -> {
            if (!chosen.contains(channelId)) {
                log.info("Channel {} is no longer followed", channelId);
                following.follower().stop();
                followers.remove(channelId);
            }
        });
        tools.verdicts()
                .metrics()
                .channels(followers, following -> following.follower().waiting());
    }

    private Following follow(long channelId) {
        log.info("Channel {} is followed", channelId);
        ChannelFollower follower = new ChannelFollower(channelId, tools);
        return new Following(
                follower, Thread.ofVirtual().name("tp-capital " + channelId).start(follower));
    }

    private static void join(Thread thread, long deadline) {
        try {
            boolean _ = thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
