package telegramgateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalRedisIT {

    @Test
    void isEmptyOnTheSamePortAfterAStopAndAfterACrash() {
        try (LocalRedis server = LocalRedis.start()) {
            int port = server.port();
            assertThat(ask(server, "SET k v")).isEqualTo("+OK");
            server.stop();
            assertThat(LoopbackPort.isFree(port)).isTrue();
            server.restart();
            assertThat(ask(server, "EXISTS k")).isEqualTo(":0");
            assertThat(ask(server, "SET k v")).isEqualTo("+OK");
            server.kill();
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            assertThat(ask(server, "EXISTS k")).isEqualTo(":0");
        }
    }

    @Test
    void takesSettings() {
        try (LocalRedis server = LocalRedis.start(Map.of("requirepass", "secret", "maxmemory", "10mb"))) {
            assertThat(ask(server, "PING")).startsWith("-NOAUTH");
        }
    }

    @Test
    void followsAMaster() {
        try (LocalRedis master = LocalRedis.start();
                LocalRedis replica = LocalRedis.start(Map.of("replicaof", "127.0.0.1 " + master.port()))) {
            ask(master, "SET k v");
            await().until(() -> ask(replica, "EXISTS k").equals(":1"));
            assertThat(ask(replica, "SET k w")).startsWith("-READONLY");
        }
    }

    @Test
    void saysWhyItDidNotStart() {
        assertThatThrownBy(() -> LocalRedis.start(Map.of("maxmemory", "plenty")))
                .hasMessageContaining("maxmemory plenty");
    }

    private static String ask(LocalRedis server, String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
