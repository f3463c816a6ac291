package telegramgateway.mtproto.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Pace pace = new Pace(20, nanos::get);

    @Test
    void soManyAtOnceAndThenEvenly() {
        for (int i = 0; i < 20; i++) {
            assertThat(pace.take(-1, 1)).isZero();
        }
        assertThat(pace.take(-1, 1)).isEqualTo(Duration.ofSeconds(3));
        assertThat(pace.take(-1, 2)).isEqualTo(Duration.ofSeconds(9));
        nanos.addAndGet(Duration.ofSeconds(12).toNanos());
        assertThat(pace.take(-1, 1)).isZero();
    }

    @Test
    void eachDestinationHasItsOwn() {
        pace.take(-1, 20);
        assertThat(pace.take(-2, 20)).isZero();
        assertThat(pace.take(-1, 1)).isPositive();
    }

    @Test
    void whatIsNotUsedIsNotSavedUp() {
        pace.take(-1, 20);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(pace.take(-1, 20)).isZero();
        assertThat(pace.take(-1, 1)).isPositive();
    }
}
