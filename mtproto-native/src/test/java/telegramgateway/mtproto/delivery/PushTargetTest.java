package telegramgateway.mtproto.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.message.MessageEvent;
import telegramgateway.mtproto.journal.ParkedEvent;
import telegramgateway.mtproto.journal.TargetBooks;
import telegramgateway.mtproto.push.EndpointOnLoopback;
import telegramgateway.mtproto.push.EndpointOnLoopback.Answered;

/** Pushing to an endpoint that takes, refuses, or is slow to say. */
class PushTargetTest {
    private static final long ONE = -1_001L;
    private static final long TWO = -1_002L;
    private static final long THREE = -1_003L;

    @TempDir
    private Path directory;

    private final EndpointOnLoopback endpoint = new EndpointOnLoopback();
    private PushingGateway gateway;

    @BeforeEach
    void open() {
        gateway = new PushingGateway(directory, endpoint.address());
    }

    @AfterEach
    void close() {
        gateway.close();
        endpoint.close();
        assertThat(endpoint.wrong).isEmpty();
    }

    private void assertThatAllIsTaken() {
        for (long channel : new long[] {ONE, TWO, THREE}) {
            assertThat(endpoint.positions(channel)).isEqualTo(gateway.positions(channel));
        }
        int all = gateway.accepted.size();
        assertThat(gateway.books()).isEqualTo(new TargetBooks("push", all, all, 0, 0, 0, 0));
        assertThat(gateway.push().queue().size()).isZero();
    }

    @Test
    void channelsArePushedSideBySideAndEachInItsOrder() {
        CountDownLatch together = new CountDownLatch(3);
        endpoint.meanwhile = () -> {
            together.countDown();
            try {
                together.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        gateway.open().append(200, ONE, TWO, THREE);
        gateway.run().eventually(this::assertThatAllIsTaken);

        assertThat(endpoint.mostAtOnce).hasValue(3);
        assertThat(gateway.count("telegram.messages.published")).isEqualTo(600);
        assertThat(gateway.problem()).isEqualTo("none");
        assertThat(endpoint.requests).hasValue(600);
    }

    @Test
    void notMoreRequestsAreUnderWayThanTheirLimit() {
        endpoint.meanwhile = () -> LockSupport.parkNanos(2_000_000);
        long[] channels = new long[20];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = ONE - i;
        }
        gateway.open().append(10, channels);
        gateway.run().eventually(() -> assertThat(endpoint.taken).hasSize(200));

        assertThat(endpoint.mostAtOnce.get()).isBetween(2, 8);
    }

    @Test
    void theBodyIsTheCanonicalJson() {
        gateway.start().append(1, ONE);
        gateway.eventually(() -> assertThat(endpoint.taken).hasSize(1));

        assertThat(endpoint.taken.getFirst())
                .isEqualTo(gateway.accepted.getFirst().message());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void whatIsRefusedForGoodIsParkedAndHoldsNothingUp(int status) {
        gateway.open();
        MessageEvent refused = gateway.append(3, ONE).get(1);
        String body = "{\"error\":{\"message\":\"text is missing\"}}";
        endpoint.behaviour = message ->
                message.position() == refused.position() ? new Answered(status, body) : EndpointOnLoopback.TAKES;
        gateway.run().eventually(() -> assertThat(endpoint.taken).hasSize(2));

        gateway.eventually(() -> assertThat(gateway.books()).isEqualTo(new TargetBooks("push", 3, 2, 1, 0, 0, 0)));
        assertThat(gateway.journal().targets().parked(9))
                .extracting(ParkedEvent::position, ParkedEvent::reason)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        refused.position(), "HTTP " + status + ": text is missing"));
        assertThat(gateway.push().queue().size()).isZero();
        assertThat(gateway.count("telegram.publish.failures", "reason", "refused"))
                .isEqualTo(1);
        assertThat(endpoint.requests).hasValue(3);
    }

    @Test
    void aRetryThatWorksIsNoFailure() {
        AtomicInteger left = new AtomicInteger(2);
        endpoint.behaviour = _ -> left.getAndDecrement() > 0 ? new Answered(503, "") : EndpointOnLoopback.TAKES;
        gateway.start().append(3, ONE);
        gateway.eventually(this::assertThatAllIsTaken);

        assertThat(gateway.count("telegram.retry.attempts", "attempt_number", "1"))
                .isEqualTo(1);
        assertThat(gateway.count("telegram.retry.attempts", "attempt_number", "2"))
                .isEqualTo(1);
        assertThat(gateway.count("telegram.retry.attempts", "attempt_number", "3"))
                .isZero();
        assertThat(gateway.count("telegram.publish.failures", "reason", "server_error"))
                .isEqualTo(2);
        assertThat(gateway.count("telegram.publish.failures", "reason", "max_retries"))
                .isZero();
    }

    @Test
    void aPauseThatTheEndpointAsksForIsNoTry() {
        AtomicInteger left = new AtomicInteger(10);
        endpoint.behaviour = _ -> left.getAndDecrement() > 0
                ? new Answered(429, "", Map.of("Retry-After", "0"))
                : EndpointOnLoopback.TAKES;
        gateway.start().append(3, ONE);
        gateway.eventually(this::assertThatAllIsTaken);

        assertThat(gateway.count("telegram.retry.attempts", "attempt_number", "1"))
                .isZero();
        assertThat(endpoint.requests).hasValue(13);
    }

    @Test
    void duringAPauseNothingIsSent() {
        AtomicInteger left = new AtomicInteger(1);
        endpoint.behaviour = _ -> left.getAndDecrement() > 0
                ? new Answered(429, "", Map.of("Retry-After", "1"))
                : EndpointOnLoopback.TAKES;
        long before = System.nanoTime();
        gateway.start().append(1, ONE, TWO);
        gateway.eventually(this::assertThatAllIsTaken);

        assertThat(System.nanoTime() - before).isGreaterThan(900_000_000L);
        assertThat(endpoint.requests.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void aLongPauseIsAnOutage() {
        endpoint.behaviour = _ -> new Answered(429, "", Map.of("Retry-After", "3600"));
        gateway.start().append(1, ONE);

        gateway.eventually(() -> assertThat(gateway.problem()).contains("asks for a pause of 600 s"));
        assertThat(endpoint.requests).hasValue(1);
        assertThat(gateway.books().pending()).isEqualTo(1);
    }

    @Test
    void anAlternativeTakesOverAtOnce() {
        try (EndpointOnLoopback other = new EndpointOnLoopback();
                PushingGateway both =
                        new PushingGateway(directory.resolve("both"), endpoint.address(), other.address())) {
            both.start().append(5, ONE);
            both.eventually(() -> assertThat(endpoint.taken).hasSize(5));
            endpoint.stop();
            both.append(20, ONE, TWO);
            both.eventually(() -> assertThat(other.taken).hasSize(40));

            assertThat(both.count("telegram.retry.attempts", "attempt_number", "1"))
                    .isZero();
            assertThat(both.problem()).isEqualTo("none");
            both.eventually(() -> assertThat(both.books().delivered()).isEqualTo(45));
            assertThat(other.wrong).isEmpty();
        }
    }
}
