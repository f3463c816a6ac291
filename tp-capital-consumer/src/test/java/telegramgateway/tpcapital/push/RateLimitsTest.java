package telegramgateway.tpcapital.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import telegramgateway.service.settings.Secret;

class RateLimitsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final TimeMeter clock = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    @Test
    void oneClientsRequestsAreNotAnothers() {
        RateLimits limits = limits(120, 5);
        for (int i = 0; i < 120; i++) {
            assertThat(limits.ofClient("10.0.0.1")).isZero();
        }
        assertThat(limits.ofClient("10.0.0.1")).isEqualTo(Duration.ofMillis(500));
        assertThat(limits.ofClient("10.0.0.2")).isZero();
        assertThat(limits.ofGateway()).isZero();
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(limits.ofClient("10.0.0.1")).isZero();
        assertThat(limits.ofClient("10.0.0.1")).isPositive();
    }

    @Test
    void theGatewayHasALimitOfItsOwn() {
        RateLimits limits = limits(1, 2);
        assertThat(limits.ofGateway()).isZero();
        assertThat(limits.ofGateway()).isZero();
        assertThat(limits.ofGateway()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void zeroIsNoLimit() {
        RateLimits limits = limits(0, 0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(limits.ofClient("10.0.0.1")).isZero();
            assertThat(limits.ofGateway()).isZero();
        }
    }

    @Test
    void ofVeryManyClientsTheOneThatIsSilentLongestIsForgotten() {
        RateLimits limits = limits(1, 1);
        limits.ofClient("first");
        limits.ofClient("second");
        for (int i = 0; i < 9_998; i++) {
            limits.ofClient("client " + i);
        }
        assertThat(limits.ofClient("first")).isPositive();
        limits.ofClient("one more");
        assertThat(limits.ofClient("first")).isPositive();
        assertThat(limits.ofClient("second")).isZero();
    }

    private RateLimits limits(int client, int gateway) {
        return new RateLimits(
                new PushSettings(Secret.of("a-token-of-the-tests"), Duration.ofMinutes(1), client, gateway), clock);
    }
}
