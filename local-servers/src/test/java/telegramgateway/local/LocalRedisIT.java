package telegramgateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalRedisIT {

    @Test
    void isEmptyOnTheSamePortAfterAStopAndAfterACrash() {
        try (LocalRedis server = LocalRedis.start()) {
            int port = server.port();
            assertThat(server.ask("SET", "k", "v")).isEqualTo("OK");
            server.stop();
            assertThat(LoopbackPort.isFree(port)).isTrue();
            server.restart();
            assertThat(server.ask("EXISTS", "k")).isEqualTo("0");
            assertThat(server.ask("SET", "k", "v")).isEqualTo("OK");
            server.kill();
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.ask("EXISTS", "k")).isEqualTo("0");
        }
    }

    @Test
    void takesSettings() throws IOException {
        try (LocalRedis server = LocalRedis.start(Map.of("requirepass", "secret", "maxmemory", "10mb"))) {
            assertThat(server.ask("CONFIG", "GET", "maxmemory")).isEqualTo("maxmemory\n10485760");
            try (RedisSocket stranger = new RedisSocket(server.port())) {
                assertThat(stranger.ask("PING")).startsWith("-NOAUTH");
            }
        }
    }

    @Test
    void followsAMaster() {
        try (LocalRedis master = LocalRedis.start();
                LocalRedis replica = LocalRedis.start(Map.of("replicaof", "127.0.0.1 " + master.port()))) {
            master.ask("SET", "k", "v");
            await().until(() -> replica.ask("EXISTS", "k").equals("1"));
            assertThat(replica.ask("SET", "k", "w")).startsWith("-READONLY");
        }
    }

    @Test
    void hangsWhileItIsPaused() {
        try (LocalRedis server = LocalRedis.start()) {
            server.pause();
            assertThatThrownBy(() -> server.ask("PING")).isInstanceOf(UncheckedIOException.class);
            server.resume();
            assertThat(server.ask("PING")).isEqualTo("PONG");

            server.pause();
            server.stop();
            assertThat(server.process().isAlive()).isFalse();
        }
    }

    @Test
    void saysWhyItDidNotStart() {
        assertThatThrownBy(() -> LocalRedis.start(Map.of("maxmemory", "plenty")))
                .hasMessageContaining("maxmemory plenty");
    }
}
