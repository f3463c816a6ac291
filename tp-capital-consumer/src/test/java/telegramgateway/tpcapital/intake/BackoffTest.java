package telegramgateway.tpcapital.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void pausesDoubleUpToACapAndAreNeverMuchShorter() {
        Backoff backoff = new Backoff(new Random(1));
        Duration[] full = {
            Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2),
            Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(15), Duration.ofSeconds(15)
        };
        for (Duration step : full) {
            assertThat(backoff.failed()).isBetween(step.dividedBy(2), step);
        }
    }

    @Test
    void aSuccessStartsAnew() {
        Backoff backoff = new Backoff(new Random(1));
        backoff.failed();
        backoff.failed();
        backoff.succeeded();
        assertThat(backoff.failed()).isLessThanOrEqualTo(Duration.ofMillis(250));
    }
}
