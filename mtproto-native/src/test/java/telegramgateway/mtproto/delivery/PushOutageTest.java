package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import telegramgateway.mtproto.journal.TargetBooks;
import telegramgateway.mtproto.push.EndpointOnLoopback;
import telegramgateway.mtproto.push.EndpointOnLoopback.Answered;

/** An endpoint that is away, in every way, for longer than an event's tries last. */
class PushOutageTest {
    private static final long ONE = -1_001L;
    private static final long TWO = -1_002L;

    @TempDir
    private Path directory;

    private final EndpointOnLoopback endpoint = new EndpointOnLoopback();
    private PushingGateway gateway;

    /** What is wrong with an endpoint, and under which reason it is counted. */
    enum Fault {
        REFUSED("unreachable"),
        SERVER_ERROR("server_error"),
        WRONG_TOKEN("unauthorized"),
        HANGS("timeout"),
        DRIPS("timeout"),
        GARBAGE("broken_answer"),
        CLOSES("broken_answer"),
        ANOTHER_PAGE("unexpected_answer"),
        REDIRECT("unexpected_answer");

        private final String reason;

        Fault(String reason) {
            this.reason = reason;
        }
    }

    @BeforeEach
    void open() {
        gateway = new PushingGateway(directory, endpoint.address());
    }

    @AfterEach
    void close() {
        gateway.close();
        endpoint.close();
    }

    private void assertThatAllIsTaken() {
        assertThat(endpoint.positions(ONE)).isEqualTo(gateway.positions(ONE));
        assertThat(endpoint.positions(TWO)).isEqualTo(gateway.positions(TWO));
        int all = gateway.accepted.size();
        assertThat(gateway.books()).isEqualTo(new TargetBooks("push", all, all, 0, 0, 0, 0));
        assertThat(gateway.push().queue().size()).isZero();
        assertThat(endpoint.wrong).isEmpty();
    }

    /** Breaks the endpoint; what is returned mends it. */
    private AutoCloseable breakBy(Fault fault) throws IOException {
        switch (fault) {
            case SERVER_ERROR -> endpoint.behaviour = _ -> new Answered(500, "");
            case WRONG_TOKEN -> endpoint.behaviour = _ -> new Answered(401, "{\"error\":\"Invalid gateway token\"}");
            case ANOTHER_PAGE -> endpoint.behaviour = _ -> new Answered(204, "");
            case REDIRECT -> endpoint.behaviour = _ -> new Answered(302, "");
            case REFUSED, HANGS, DRIPS, GARBAGE, CLOSES -> {
                endpoint.stop();
                return fault == Fault.REFUSED ? endpoint::startAgain : rawServer(fault);
            }
        }
        return () -> endpoint.behaviour = _ -> EndpointOnLoopback.TAKES;
    }

    private AutoCloseable rawServer(Fault fault) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), endpoint.address().getPort()));
        CountDownLatch over = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            while (over.getCount() > 0) {
                try {
                    Socket client = server.accept();
                    Thread.ofVirtual().start(() -> misbehave(client, fault, over));
                } catch (IOException _) {
                    return;
                }
            }
        });
        return () -> {
            over.countDown();
            server.close();
            endpoint.startAgain();
        };
    }

    private static void misbehave(Socket client, Fault fault, CountDownLatch over) {
        try (client;
                OutputStream out = client.getOutputStream()) {
            client.getInputStream().read();
            switch (fault) {
                case HANGS -> over.await();
                case DRIPS -> {
                    String answer =
                            "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + "{\"status\":\"ok\"}".repeat(60);
                    out.write(answer.substring(0, 60).getBytes(StandardCharsets.US_ASCII));
                    for (int i = 60; i < answer.length() && over.getCount() > 0; i++) {
                        out.write(answer.charAt(i));
                        out.flush();
                        LockSupport.parkNanos(20_000_000);
                    }
                }
                case GARBAGE -> out.write("\u0000\u0001garbage\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                default -> {}
            }
        } catch (IOException | InterruptedException _) {
            // The other side has closed.
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void nothingIsLostWhateverIsWrongWithTheEndpoint(Fault fault) throws Exception {
        gateway.start().append(2, ONE, TWO);
        gateway.eventually(this::assertThatAllIsTaken);
        try (AutoCloseable _ = breakBy(fault)) {
            gateway.append(3, ONE);
            gateway.eventually(() -> assertThat(gateway.push().queue().size()).isPositive());
            gateway.append(3, ONE, TWO);
            gateway.eventually(() -> assertThat(gateway.problem()).isNotEqualTo("none"));

            assertThat(gateway.books().balanced()).isTrue();
            assertThat(gateway.count("telegram.publish.failures", "reason", "max_retries"))
                    .isPositive();
            assertThat(gateway.count("telegram.publish.failures", "reason", fault.reason))
                    .isGreaterThanOrEqualTo(4);
            assertThat(gateway.count("telegram.retry.attempts", "attempt_number", "3"))
                    .isPositive();
        }
        gateway.eventually(this::assertThatAllIsTaken);
        gateway.append(2, ONE, TWO);
        gateway.eventually(this::assertThatAllIsTaken);
        assertThat(gateway.problem()).isEqualTo("none");
    }

    @Test
    void theFailureQueueHoldsTheEventAndWhenItFailed() throws Exception {
        endpoint.stop();
        gateway.start().append(1, ONE);
        gateway.eventually(() -> assertThat(gateway.books().parked()).isEqualTo(1));

        String json = new String(gateway.accepted.getFirst().json(), StandardCharsets.UTF_8);
        assertThat(Files.readString(gateway.queueFile))
                .isEqualTo(json.substring(0, json.length() - 1) + ",\"failedAt\":\"2026-11-20T12:00:00.000Z\"}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(gateway.queueFile)))
                .isEqualTo("rw-------");
        assertThat(gateway.metrics.get("telegram.failure.queue.size").gauge().value())
                .isEqualTo(1);
        assertThat(gateway.books()).isEqualTo(new TargetBooks("push", 1, 0, 1, 0, 0, 0));
    }

    @Test
    void aDeadEndpointIsLeftAloneAndTheEventsWaitAtTheCursor() {
        endpoint.behaviour = _ -> new Answered(500, "");
        gateway.start().append(1, ONE);
        gateway.eventually(() -> assertThat(gateway.books().parked()).isEqualTo(1));
        int before = endpoint.requests.get();
        long begin = System.nanoTime();
        gateway.append(100, ONE, TWO);
        gateway.eventually(() -> assertThat(endpoint.requests.get()).isGreaterThanOrEqualTo(before + 4));

        // One at a time, and a pause after each that fails.
        assertThat(System.nanoTime() - begin).isGreaterThan(3 * PushingGateway.OPEN_FOR.toNanos() / 2);
        assertThat(gateway.books().pending()).isGreaterThanOrEqualTo(198);
        assertThat(gateway.problem()).contains("it answered 500");
        endpoint.behaviour = _ -> EndpointOnLoopback.TAKES;
        gateway.eventually(this::assertThatAllIsTaken);
    }

    @Test
    void whatIsParkedStaysSoOverARestart() {
        endpoint.stop();
        gateway.start().append(1, ONE);
        gateway.eventually(() -> assertThat(gateway.books().parked()).isEqualTo(1));
        gateway.append(3, ONE, TWO);
        gateway.restart();

        assertThat(gateway.push().queue().channels()).containsEntry(ONE, 1L);
        assertThat(gateway.books().parked()).isEqualTo(1);
        assertThat(gateway.books().balanced()).isTrue();
        endpoint.startAgain();
        gateway.eventually(this::assertThatAllIsTaken);
    }

    @Test
    void stoppingWaitsForNoRetry() {
        gateway.with(gateway.options(10, 1 << 20));
        endpoint.behaviour = _ -> new Answered(500, "");
        gateway.start().append(1, ONE);
        gateway.eventually(() -> assertThat(endpoint.requests.get()).isGreaterThan(2));
        long begin = System.nanoTime();
        gateway.stop();

        assertThat(System.nanoTime() - begin).isLessThan(1_500_000_000L);
        endpoint.behaviour = _ -> EndpointOnLoopback.TAKES;
        gateway.start().eventually(this::assertThatAllIsTaken);
        assertThat(List.copyOf(endpoint.wrong)).isEmpty();
    }
}
