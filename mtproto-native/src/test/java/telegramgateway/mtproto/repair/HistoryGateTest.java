package telegramgateway.mtproto.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import telegramgateway.mtproto.TestClock;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.session.Ask;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.node.ObjectNode;

class HistoryGateTest {
    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Journal journal;
    private FloodBudget budget;

    @BeforeEach
    void open() {
        journal = Journal.open(directory, 1 << 22, clock);
        budget = new FloodBudget("user", 60, journal, clock);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private static ObjectNode request(Purpose purpose) {
        return TdLibrary.request("getChatHistory").put("purpose", purpose.jsonName());
    }

    private Thread ask(HistoryGate gate, Purpose purpose) {
        return Thread.ofPlatform().start(() -> {
            try {
                gate.ask(purpose, request(purpose));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void oneIsAskedAtATimeAndTheMostUrgentFirst() throws InterruptedException {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger inside = new AtomicInteger();
        AtomicBoolean together = new AtomicBoolean();
        Semaphore answers = new Semaphore(0);
        Ask telegram = (request, _) -> {
            together.compareAndSet(false, inside.incrementAndGet() > 1);
            order.add(request.path("purpose").asString());
            answers.acquireUninterruptibly();
            inside.decrementAndGet();
            return request;
        };
        HistoryGate gate = new HistoryGate(telegram, budget, stopping);
        List<Thread> threads = new ArrayList<>(List.of(ask(gate, Purpose.BACKFILL)));
        await().until(() -> order.size() == 1);
        for (Purpose purpose : List.of(Purpose.SWEEP, Purpose.BACKFILL, Purpose.HOLES, Purpose.MISSED)) {
            Thread thread = ask(gate, purpose);
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            threads.add(thread);
        }
        answers.release(5);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(order).containsExactly("backfill", "missed", "holes", "sweep", "backfill");
        assertThat(together).isFalse();
        assertThat(gate.requestsFor(Purpose.BACKFILL)).isEqualTo(2);
    }

    @Test
    void whoIsBiddenToWaitAsksAgainAfterThatLong() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        Ask telegram = (request, _) -> {
            if (asked.incrementAndGet() == 1) {
                throw ScriptedChannel.error(429, "Too Many Requests: retry after 100");
            }
            return request;
        };
        HistoryGate gate = new HistoryGate(telegram, budget, stopping);
        Thread thread = ask(gate, Purpose.HOLES);
        await().until(() -> gate.floodWaits() == 1);
        assertThat(gate.quiet()).isEqualTo(Duration.ofSeconds(100));
        clock.move(Duration.ofSeconds(99));
        await().during(Duration.ofMillis(1_500)).until(() -> asked.get() == 1);
        clock.move(Duration.ofSeconds(1));
        thread.join();

        assertThat(asked).hasValue(2);
    }

    @Test
    void whoWaitsIsToldThatTheGatewayStops() {
        HistoryGate gate = new HistoryGate((request, _) -> request, budget, stopping);
        budget.flooded(Duration.ofDays(1));
        stopping.countDown();

        assertThatThrownBy(() -> gate.ask(Purpose.MISSED, request(Purpose.MISSED)))
                .isInstanceOf(SessionException.class);
    }
}
