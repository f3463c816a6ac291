package telegramgateway.mtproto.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), new SplittableRandom(1));

    @Test
    void waitsDoubleUpToTheCapAndVaryByAHalf() {
        long[] wholeMillis = {100, 200, 400, 800, 1_000, 1_000, 1_000};
        for (long whole : wholeMillis) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(whole / 2), Duration.ofMillis(whole));
        }
    }

    @Test
    void successStartsFromTheShortestWait() {
        Stream.generate(backoff::next).limit(5).forEach(_ -> {});
        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void twoThatFailTogetherDoNotComeBackTogether() {
        Backoff other = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), new SplittableRandom(2));

        assertThat(backoff.next()).isNotEqualTo(other.next());
    }
}
