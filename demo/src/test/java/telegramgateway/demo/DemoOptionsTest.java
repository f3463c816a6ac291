package telegramgateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LoopbackPort;

class DemoOptionsTest {

    @Test
    void replaysTheSampleAtFullSpeedOnTheUsualPorts() {
        assertThat(parse()).isEqualTo(new DemoOptions(null, "max", null, false, GatewayPorts.usual()));
    }

    @Test
    void takesFreePortsForACheckSoThatSeveralRunAtOnce() {
        assertThat(parse("--check").ports()).isNotEqualTo(GatewayPorts.usual());
        assertThat(parse("--check", "--port-base", "24000").ports())
                .isEqualTo(new GatewayPorts(24000, 24001, 24002, 24003, 24004));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> parse("--speed", "0")).hasMessageContaining("--speed");
        assertThatThrownBy(() -> parse("--speed", "fast")).hasMessageContaining("--speed");
        assertThatThrownBy(() -> parse("--port-base", "80")).hasMessageContaining("--port-base");
        assertThatThrownBy(() -> parse("--export", "missing.json")).hasMessageContaining("missing.json");
        assertThatThrownBy(() -> parse("--fast")).isInstanceOf(DemoException.class);
    }

    @Test
    void namesTheTakenPortItsUserAndTheWayOut() throws IOException {
        int base = LoopbackPort.claim();
        try (ServerSocket taken = new ServerSocket(base, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(GatewayPorts.from(base)::requireFree)
                    .hasMessageContaining("Port " + base + " is taken (mtproto-native")
                    .hasMessageContaining("--port-base");
        }
    }

    private static DemoOptions parse(String... args) {
        return DemoOptions.parse(args);
    }
}
