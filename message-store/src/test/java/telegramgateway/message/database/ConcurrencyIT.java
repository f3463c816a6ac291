package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static telegramgateway.message.database.Batches.edited;
import static telegramgateway.message.database.Batches.posted;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.StoreUnavailableException;

class ConcurrencyIT {

    private static final int BATCHES = 40;

    private final TestDatabase sql = TestDatabase.shared();
    private final MessageDatabase database = sql.messages();

    @Test
    void writesTwoLanesAtOnce() throws Exception {
        long one = TestDatabase.newChannel();
        long two = TestDatabase.newChannel();
        Batches laneZero = new Batches(database, 0);
        Batches laneOne = new Batches(database, 1);
        together(() -> deliver(laneZero, one), () -> deliver(laneOne, two));
        assertThat(database.after(one, 0, 1_000)).hasSize(BATCHES * 2);
        assertThat(database.after(two, 0, 1_000)).hasSize(BATCHES * 2);
        assertThat(database.cursor(laneZero.journal(), 0).applied()).isEqualTo(BATCHES * 3);
        assertThat(database.cursor(laneOne.journal(), 1).applied()).isEqualTo(BATCHES * 3);
    }

    @Test
    void letsExactlyOneOfTwoWritersOfALaneThrough() throws Exception {
        long channel = TestDatabase.newChannel();
        Batches lane = new Batches(database);
        for (int round = 1; round <= 20; round++) {
            DeliveryBatch batch = lane.batch(List.of(posted(channel, round, round * 10L, "a")), List.of());
            List<Boolean> through = together(() -> wentThrough(batch), () -> wentThrough(batch));
            assertThat(through).containsExactlyInAnyOrder(true, false);
            assertThat(database.cursor(lane.journal(), 0)).isEqualTo(new DeliveryCursor(round * 10L, round));
            lane.standAt(batch.newPosition());
        }
    }

    @Test
    void endsAtTheHighestPositionWhicheverJournalCommitsLast() throws Exception {
        long channel = TestDatabase.newChannel();
        List<MessageEvent> odd = new ArrayList<>();
        List<MessageEvent> even = new ArrayList<>();
        for (int id = 1; id <= 500; id++) {
            odd.add(edited(channel, id, 1_000 + id * 2L + 1, "odd"));
            even.add(edited(channel, 501 - id, 1_000 + id * 2L, "even"));
        }
        together(() -> new Batches(database).apply(odd, List.of()), () -> new Batches(database).apply(even, List.of()));
        assertThat(database.after(channel, 0, 1_000)).hasSize(500).allSatisfy(entry -> {
            long byOdd = 1_000 + entry.messageId() * 2 + 1;
            long byEven = 1_000 + (501 - entry.messageId()) * 2;
            assertThat(entry.position()).isEqualTo(Math.max(byOdd, byEven));
        });
    }

    @Test
    void givesUpOnALockThatIsHeldTooLong() throws Exception {
        long channel = TestDatabase.newChannel();
        Batches lane = new Batches(database).apply(posted(channel, 1, 10, "a"));
        try (Connection blocker = sql.dataSource().getConnection();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("SELECT FROM telegram_gateway.messages WHERE channel_id = " + channel + " FOR UPDATE");
            assertThatThrownBy(() -> lane.apply(edited(channel, 1, 20, "b")))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("took too long");
            blocker.rollback();
        }
        lane.apply(edited(channel, 1, 20, "b"));
    }

    @Test
    void leavesNothingBehindInTheSession() throws Exception {
        try (SingleSession session = SingleSession.of(sql)) {
            MessageDatabase overOneSession = new MessageDatabase(session.dataSource());
            String before = session.state();
            long channel = TestDatabase.newChannel();
            Batches lane = new Batches(overOneSession).apply(posted(channel, 1, 10, "a"));
            overOneSession.after(channel, 0, 10);
            DeliveryBatch moved = new DeliveryBatch(lane.journal(), 0, 3, 20, List.of(), List.of());
            assertThatThrownBy(() -> overOneSession.apply(moved)).isInstanceOf(CursorMovedException.class);
            assertThat(session.state()).isEqualTo(before);
        }
    }

    private boolean wentThrough(DeliveryBatch batch) {
        try {
            database.apply(batch);
            return true;
        } catch (CursorMovedException e) {
            return false;
        }
    }

    /** Each batch posts two messages and edits one of them. */
    private static boolean deliver(Batches lane, long channel) {
        for (int i = 1; i <= BATCHES; i++) {
            long first = i * 2L;
            long position = i * 10L;
            lane.apply(
                    posted(channel, first, position, "a"),
                    posted(channel, first + 1, position + 1, "b"),
                    edited(channel, first, position + 2, "c"));
        }
        return true;
    }

    private static <T> List<T> together(Callable<T> one, Callable<T> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : List.of(one, other)) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }
}
