package telegramgateway.message.cache;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
        assertThat(one.isOpen()).isFalse();
        assertThat(another.isOpen()).isTrue();

        server.close();

        assertThat(another.isOpen()).isFalse();
    }

    @Test
    void aSubscriptionThatIsKeptWaitingEndsAtOnce() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RedisServer away = new RedisServer(
                        CacheOptions.of("redis://127.0.0.1:" + silent.getLocalPort())
                                .withTimeout(ofSeconds(30)),
                        InstantSource.system())) {
            WakeSubscription waiting = away.subscribe(_ -> {});
            try (Socket _ = silent.accept()) {
                waiting.close();

                assertThat(waiting.isOpen()).isFalse();
            }
        }
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
