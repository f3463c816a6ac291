package telegramgateway.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Asks sockets that answer as an engine would. */
class DockerEngineTest {

    @TempDir
    Path directory;

    @Test
    void takesAnEngineOfThisMachine() throws IOException {
        assumeTrue(isFirst(), "this JVM runs in a container itself");
        assertThat(answers(info(hostname(), "name=seccomp,profile=default"))).isTrue();
    }

    @Test
    void leavesAnEngineWhoseContainersAreElsewhereOrHaveOtherUsers() throws IOException {
        assertThat(answers(info("another-machine", "name=seccomp"))).isFalse();
        assertThat(answers(info(hostname(), "name=rootless"))).isFalse();
        assertThat(answers(info(hostname(), "name=userns"))).isFalse();
        assertThat(answers("HTTP/1.0 500 Internal Server Error\r\n\r\n")).isFalse();
    }

    @Test
    void leavesASocketOnWhichNobodyListens() throws IOException {
        assertThat(DockerEngine.answers(Files.createFile(directory.resolve("dead"))))
                .isFalse();
    }

    @Test
    @Timeout(20)
    void leavesAnEngineThatHangs() throws IOException {
        Path socket = directory.resolve("hangs");
        try (ServerSocketChannel _ = listen(socket)) {
            long started = System.nanoTime();
            assertThat(DockerEngine.answers(socket)).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isBetween(DockerEngine.ANSWER_LIMIT, DockerEngine.ANSWER_LIMIT.plusSeconds(10));
        }
    }

    private boolean answers(String reply) throws IOException {
        Path socket = directory.resolve("answers-" + System.nanoTime());
        try (ServerSocketChannel server = listen(socket)) {
            Thread.startVirtualThread(() -> reply(server, reply));
            return DockerEngine.answers(socket);
        }
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    private static void reply(ServerSocketChannel server, String reply) {
        try (SocketChannel client = server.accept()) {
            client.read(ByteBuffer.allocate(1_000));
            client.write(UTF_8.encode(reply));
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String info(String name, String security) {
        return "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n"
                + "{\"OSType\":\"linux\",\"Name\":\"%s\",\"SecurityOptions\":[\"%s\"]}".formatted(name, security);
    }

    private static String hostname() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }

    private static boolean isFirst() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).endsWith(DockerEngine.FIRST_PROCESSES);
    }
}
