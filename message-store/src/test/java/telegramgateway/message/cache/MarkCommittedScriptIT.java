package telegramgateway.message.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.cache.TestRedis.NOW;
import static telegramgateway.message.cache.TestRedis.RAW;

import org.junit.jupiter.api.Test;

class MarkCommittedScriptIT {
    private final long channel = TestRedis.newChannel();
    private final MarkCommittedScript script = new MarkCommittedScript(TestRedis.OPTIONS);

    @Test
    void theMarkRisesAndLivesForTwoHours() {
        assertThat(mark(NOW)).isEqualTo(1);
        assertThat(mark(NOW + 1)).isEqualTo(1);

        assertThat(RAW.get(CacheKeys.committed(channel, 7))).isEqualTo(Long.toString(NOW + 1));
        assertThat(RAW.pttl(CacheKeys.committed(channel, 7))).isBetween(7_190_000L, 7_200_000L);
    }

    @Test
    void theMarkNeverFalls() {
        mark(NOW + 1);

        assertThat(mark(NOW)).isZero();
        assertThat(mark(NOW + 1)).isZero();

        assertThat(RAW.get(CacheKeys.committed(channel, 7))).isEqualTo(Long.toString(NOW + 1));
    }

    private long mark(long position) {
        return (Long) TestRedis.REDIS.run(script.call(channel, 7, position)).getFirst();
    }
}
