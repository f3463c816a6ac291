package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PruningRunTest {
    private final CountDownLatch stopping = new CountDownLatch(1);

    @Test
    void goesOnAfterAnyFailureAndEndsWhenItIsStopped() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        Runnable prune = () -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("broken");
            }
        };
        Duration pause = Duration.ofMillis(1);
        Thread thread = Thread.ofVirtual().start(new PruningRun(prune, () -> false, pause, pause, stopping));

        await().until(() -> tries.get() > 3);
        stopping.countDown();
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }
}
