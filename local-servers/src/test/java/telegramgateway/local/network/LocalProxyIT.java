package telegramgateway.local.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import telegramgateway.local.LocalRedis;

/** A network that fails on demand, before a real server. */
class LocalProxyIT {
    private static final int PATIENCE_MS = 5_000;
    private static final int SILENCE_MS = 200;

    private final LocalRedis redis = LocalRedis.start();
    private final LocalProxy proxy = LocalProxy.to(redis.port());

    @AfterEach
    void close() {
        proxy.close();
        redis.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        return answer(socket);
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII);
    }

    @Test
    void passesOn() throws IOException {
        assertThatANewConnectionWorks();
    }

    private void assertThatANewConnectionWorks() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket)).isEqualTo("+PONG\r\n");
        }
    }

    @Test
    void hangsWithoutClosingAndThenGoesOn() throws IOException {
        try (Socket socket = connect()) {
            ask(socket);
            proxy.hang();
            socket.setSoTimeout(SILENCE_MS);
            assertThatThrownBy(() -> ask(socket)).isInstanceOf(SocketTimeoutException.class);
            try (Socket late = connect()) {
                late.setSoTimeout(SILENCE_MS);
                assertThatThrownBy(() -> ask(late)).isInstanceOf(SocketTimeoutException.class);
            }

            proxy.pass();
            socket.setSoTimeout(PATIENCE_MS);
            assertThat(answer(socket)).isEqualTo("+PONG\r\n");
        }
    }

    @Test
    void refusesAndTakesAgain() throws IOException {
        try (Socket socket = connect()) {
            ask(socket);
            proxy.refuse();
            assertThat(endsOf(socket)).isTrue();
            assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
        }
        proxy.pass();
        assertThatANewConnectionWorks();
    }

    @Test
    void cutsWhatIsOpenOnly() throws IOException {
        try (Socket socket = connect()) {
            ask(socket);
            proxy.cut();
            assertThat(endsOf(socket)).isTrue();
        }
        assertThatANewConnectionWorks();
    }

    @Test
    void leadsElsewhere() throws IOException {
        try (LocalRedis other = LocalRedis.start();
                Socket before = connect()) {
            ask(before);
            proxy.redirect(other.port());
            redis.kill();
            assertThatANewConnectionWorks();
        }
    }

    private static boolean endsOf(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            // Reset, which is an end as well.
            return true;
        }
    }
}
