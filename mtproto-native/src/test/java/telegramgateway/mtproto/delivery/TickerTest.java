package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TickerTest {
    /** {@link System#nanoTime()} may be negative, and pass from there to above zero. */
    private final AtomicLong nanos = new AtomicLong(-Duration.ofMillis(500).toNanos());

    private final Ticker ticker = new Ticker(nanos::get);

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void theFirstTickIsDueAtOnceAndKnowsOfNothingThatWasReached() {
        assertThat(ticker.due()).isTrue();
        assertThat(ticker.left()).isZero();
        assertThat(ticker.reached(Long.MAX_VALUE - 1)).isFalse();
    }

    @Test
    void theNextTickIsDueAfterASecond() {
        ticker.ticked(7);
        assertThat(ticker.left()).isEqualTo(Duration.ofSeconds(1));
        pass(999);
        assertThat(ticker.due()).isFalse();
        assertThat(ticker.left()).isEqualTo(Duration.ofMillis(1));

        pass(1);
        assertThat(ticker.due()).isTrue();
        pass(1);
        assertThat(ticker.left()).isZero();
    }

    @Test
    void reachedIsWhatWasNewestAtTheLastTick() {
        ticker.ticked(7);
        ticker.ticked(9);
        pass(1_000);

        assertThat(ticker.reached(8)).isFalse();
        assertThat(ticker.reached(9)).isTrue();
        assertThat(ticker.reached(10)).isTrue();
    }

    @Test
    void aTickThatIsLongAgoProvesNothing() {
        ticker.ticked(7);
        pass(1_999);
        assertThat(ticker.reached(7)).isTrue();

        pass(1);
        assertThat(ticker.reached(7)).isFalse();
    }
}
