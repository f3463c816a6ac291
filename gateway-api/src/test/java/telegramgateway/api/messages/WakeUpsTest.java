package telegramgateway.api.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telegramgateway.message.cache.CacheOptions;
import telegramgateway.message.cache.MessageCache;

/** Who sleeps until when. No Redis is there: the hints come from the test. */
class WakeUpsTest {
    private static final long CHANNEL = -1001;
    private static final long LONG = Duration.ofMinutes(1).toNanos();
    private static final long SHORT = Duration.ofMillis(50).toNanos();

    private final MessageCache cache =
            MessageCache.connect(CacheOptions.of("redis://127.0.0.1:1"), InstantSource.system());
    private final WakeUps wakeUps = new WakeUps(cache);

    @BeforeEach
    void start() {
        wakeUps.start();
    }

    @AfterEach
    void stop() {
        if (wakeUps.isRunning()) {
            wakeUps.stop();
        }
        cache.close();
    }

    @Test
    void aHintWakesEverySleeperOfItsChannel() throws Exception {
        try (WakeUps.Sleeper one = wakeUps.sleeper(Set.of(CHANNEL));
                WakeUps.Sleeper another = wakeUps.sleeper(Set.of(CHANNEL))) {
            CompletableFuture<Boolean> first = asleep(one);
            CompletableFuture<Boolean> second = asleep(another);

            wakeUps.wake(CHANNEL);

            assertThat(first.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(second.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aHintThatComesBeforeTheSleepIsNotLost() {
        try (WakeUps.Sleeper sleeper = wakeUps.sleeper(Set.of(CHANNEL))) {
            wakeUps.wake(CHANNEL);

            assertThat(nanos(sleeper, LONG)).isLessThan(LONG / 2);
        }
    }

    @Test
    void manyHintsAreOneAndThoseOfOthersNone() {
        try (WakeUps.Sleeper sleeper = wakeUps.sleeper(Set.of(CHANNEL))) {
            wakeUps.wake(CHANNEL);
            wakeUps.wake(CHANNEL);
            wakeUps.wake(-1002);
            assertThat(nanos(sleeper, LONG)).isLessThan(LONG / 2);

            wakeUps.wake(-1002);
            assertThat(nanos(sleeper, SHORT)).isGreaterThanOrEqualTo(SHORT);
        }
    }

    @Test
    void aStopWakesEverybodyAndNobodySleepsAnyMore() throws Exception {
        try (WakeUps.Sleeper one = wakeUps.sleeper(Set.of(CHANNEL));
                WakeUps.Sleeper another = wakeUps.sleeper(Set.of(-1002L))) {
            CompletableFuture<Boolean> first = asleep(one);
            CompletableFuture<Boolean> second = asleep(another);

            wakeUps.stop();

            assertThat(first.get(5, TimeUnit.SECONDS)).isFalse();
            assertThat(second.get(5, TimeUnit.SECONDS)).isFalse();
            assertThat(one.sleepNanos(LONG)).isFalse();
        }
    }

    private static CompletableFuture<Boolean> asleep(WakeUps.Sleeper sleeper) {
        return CompletableFuture.supplyAsync(() -> sleeper.sleepNanos(LONG), Thread::startVirtualThread);
    }

    private static long nanos(WakeUps.Sleeper sleeper, long atMost) {
        long from = System.nanoTime();
        assertThat(sleeper.sleepNanos(atMost)).isTrue();
        return System.nanoTime() - from;
    }
}
