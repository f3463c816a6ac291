package telegramgateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopbackPortTest {

    @Test
    void neverGivesAPortTwice() {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            assertThat(ports.add(LoopbackPort.claim())).isTrue();
        }
    }

    @Test
    void knowsAPortOnWhichSomebodyListens() throws IOException {
        int port = LoopbackPort.claim();
        assertThat(LoopbackPort.isFree(port)).isTrue();
        try (ServerSocket listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(listener.isBound()).isTrue();
            assertThat(LoopbackPort.isFree(port)).isFalse();
        }
    }
}
