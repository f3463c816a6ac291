package telegramgateway.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TierProbeTest {
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void anAnswerCountsForASecond() {
        TierProbe probe = new TierProbe(asked::incrementAndGet, PATIENCE, nanoTime::get);
        assertThat(probe.health()).isEqualTo(new TierHealth(true, null));
        nanoTime.addAndGet(999_999_999);
        probe.health();
        assertThat(asked).hasValue(1);
        nanoTime.addAndGet(1);
        probe.health();
        assertThat(asked).hasValue(2);
    }

    @Test
    void aFailureSaysWhy() {
        TierProbe probe = new TierProbe(
                () -> {
                    throw new IllegalStateException("connection refused");
                },
                PATIENCE,
                nanoTime::get);
        assertThat(probe.health()).isEqualTo(new TierHealth(false, "connection refused"));
        assertThat(probe.health().details()).hasToString("{status=down, reason=connection refused}");
    }

    @Test
    void aTierThatHangsIsDownAndIsNotAskedAgain() {
        CountDownLatch answered = new CountDownLatch(1);
        TierProbe probe = new TierProbe(
                () -> {
                    asked.incrementAndGet();
                    try {
                        answered.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                PATIENCE,
                nanoTime::get);
        assertThat(probe.health()).isEqualTo(new TierHealth(false, "no answer within 50 ms"));
        nanoTime.addAndGet(5_000_000_000L);
        assertThat(probe.health().up()).isFalse();
        assertThat(asked).hasValue(1);
        answered.countDown();
        await().until(() -> probe.health().up());
    }

    @Test
    void whoDoesNotWaitIsToldTheAnswerBeforeForAWhile() {
        CountDownLatch answered = new CountDownLatch(1);
        TierProbe probe = new TierProbe(
                () -> {
                    if (asked.incrementAndGet() > 1) {
                        assertThat(catchThrowable(answered::await)).isNull();
                    }
                },
                PATIENCE,
                nanoTime::get);
        assertThat(probe.isUp()).isFalse();
        await().until(probe::isUp);
        nanoTime.addAndGet(1_000_000_000L);
        assertThat(probe.isUp()).isTrue();
        nanoTime.addAndGet(PATIENCE.toNanos());
        assertThat(probe.isUp()).isFalse();
        await().until(() -> asked.get() == 2);
        answered.countDown();
        await().until(probe::isUp);
    }
}
