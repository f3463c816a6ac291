package telegramgateway.message.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.cache.TestRedis.RAW;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestScriptsIT {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration BLOCK = Duration.ofMinutes(5);

    private final String who = UUID.randomUUID().toString();

    @Test
    void aNameIsNewOnceUntilItsTimeIsOver() {
        assertThat(isNew()).isTrue();
        assertThat(isNew()).isFalse();
        assertThat(RAW.pttl("telegram:api:seen:" + who)).isBetween(50_000L, 60_000L);
    }

    @Test
    void theWindowBeginsWithTheFirstRequestAndIsProlongedOnce() {
        for (int i = 1; i <= 3; i++) {
            RequestCount count = count();
            assertThat(count.count()).isEqualTo(i);
            assertThat(count.left()).isBetween(Duration.ofSeconds(50), WINDOW);
        }
        assertThat(count().left()).isBetween(Duration.ofSeconds(290), BLOCK);
        RAW.pexpire(key(), 200_000);
        assertThat(count().left()).isBetween(Duration.ofSeconds(190), Duration.ofSeconds(200));
    }

    @Test
    void aCountWithoutAnEndGetsOne() {
        RAW.set(key(), "1");
        assertThat(count().left()).isEqualTo(WINDOW);
        assertThat(RAW.pttl(key())).isPositive();
    }

    private String key() {
        return "telegram:api:rate:" + who;
    }

    private boolean isNew() {
        return Long.valueOf(1)
                .equals(TestRedis.REDIS
                        .run(new RememberScript().call(who, WINDOW))
                        .getFirst());
    }

    private RequestCount count() {
        return CountScript.count(TestRedis.REDIS.run(new CountScript().call(who, WINDOW, 3, BLOCK)));
    }
}
