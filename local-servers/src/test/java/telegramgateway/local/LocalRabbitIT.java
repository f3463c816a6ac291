package telegramgateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalRabbitIT {
    private static final String DECLARE = "Q = rabbit_misc:r(<<\"/\">>, queue, <<\"kept\">>),"
            + " element(1, rabbit_amqqueue:declare(Q, true, false, [], none, <<\"test\">>)).";

    private LocalRabbit server;

    @BeforeAll
    void start() {
        assumeTrue(LocalRabbit.isInstalled(), LocalRabbit.MISSING);
        server = LocalRabbit.start();
    }

    @AfterAll
    void close() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void keepsQueuesAndPortOverAStopAndACrash() {
        int port = server.port();
        assertThat(server.control("eval", DECLARE)).isEqualTo("new");
        server.stop();
        assertThat(LoopbackPort.isFree(port)).isTrue();
        server.restart();
        assertThat(server.control("list_queues", "name", "--no-table-headers")).isEqualTo("kept");
        server.kill();
        assertThat(LoopbackPort.isFree(port)).isTrue();
        server.restart();
        assertThat(server.port()).isEqualTo(port);
        assertThat(server.control("list_queues", "name", "--no-table-headers")).isEqualTo("kept");
    }

    @Test
    void takesTheUserWithItsPassword() {
        assertThat(server.control("authenticate_user", server.user(), server.password()))
                .contains("Success");
    }

    @Test
    void leavesNoProcessAndNoPort() {
        LocalRabbit other = LocalRabbit.start();
        var node = other.process();
        var portMapper = other.portMapper();
        other.close();
        assertThat(node.isAlive()).isFalse();
        assertThat(portMapper.isAlive()).isFalse();
        assertThat(LoopbackPort.isFree(other.port())).isTrue();
    }
}
