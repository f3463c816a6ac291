package telegramgateway.message.cache;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalRedis;
import telegramgateway.message.feed.StoreUnavailableException;

/** What is left of a server that was closed: nothing that listens, and nothing that throws what it must not. */
class ClosedServerIT {
    private final RedisServer server =
            new RedisServer(CacheOptions.of(LocalRedis.shared().url()), InstantSource.system());

    @Test
    void itsSubscriptionsEndWithIt() {
        WakeSubscription one = server.subscribe(_ -> {});
        WakeSubscription another = server.subscribe(_ -> {});
        one.close();
        await().atMost(ofSeconds(5)).until(() -> !one.isOpen());
        assertThat(another.isOpen()).isTrue();

        server.close();

        await().atMost(ofSeconds(5)).until(() -> !another.isOpen());
    }

    @Test
    void whoAsksItIsToldThatItIsAway() {
        Redis used = server.connection("asking before");
        Redis unused = server.connection("asking never");
        used.ping();
        server.close();

        assertThatThrownBy(used::ping).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(unused::ping).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> server.survey().highestPositions()).isInstanceOf(StoreUnavailableException.class);
    }
}
