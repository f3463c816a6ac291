package telegramgateway.message.database;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.database.Batches.edited;
import static telegramgateway.message.database.Batches.posted;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import telegramgateway.message.database.consumers.Acknowledgement;
import telegramgateway.message.database.consumers.ConsumerCursor;
import telegramgateway.message.database.consumers.ConsumerCursors;

class ConsumerCursorsIT {
    private final TestDatabase sql = TestDatabase.shared();
    private final ConsumerCursors cursors = sql.consumers();
    private final Batches batches = new Batches(sql.messages());
    private final long channel = TestDatabase.newChannel();
    private final String consumer = "consumer-" + UUID.randomUUID();

    @Test
    void movesUpOnly() {
        batches.apply(posted(channel, 1, 10, "a"), posted(channel, 2, 20, "b"));
        assertThat(cursors.of(consumer)).isEmpty();
        cursors.acknowledgeUpTo(consumer, channel, 20);
        cursors.acknowledgeUpTo(consumer, channel, 10);
        assertThat(cursor().position()).isEqualTo(20);
        cursors.reset(consumer, channel, 10);
        assertThat(cursor().position()).isEqualTo(10);
    }

    @Test
    void waitsAtTheFirstMessageThatIsNotProcessed() {
        batches.apply(posted(channel, 1, 10, "a"), posted(channel, 2, 20, "b"), posted(channel, 3, 30, "c"));
        acknowledge(2, 20);
        acknowledge(3, 30);
        assertThat(cursor().position()).isZero();
        assertThat(cursor().above()).isEqualTo(Map.of(2L, 20L, 3L, 30L));
        acknowledge(1, 10);
        assertThat(cursor().position()).isEqualTo(30);
        assertThat(cursor().above()).isEmpty();
    }

    @Test
    void knowsAnEditAsSomethingNew() {
        batches.apply(posted(channel, 1, 10, "a"), posted(channel, 2, 20, "b"));
        acknowledge(2, 20);
        batches.apply(edited(channel, 2, 30, "c"));
        assertThat(cursor().isProcessed(2, 20)).isTrue();
        assertThat(cursor().isProcessed(2, 30)).isFalse();
        acknowledge(1, 10);
        assertThat(cursor().position()).isEqualTo(10);
        acknowledge(2, 20);
        assertThat(cursor().position()).isEqualTo(10);
        acknowledge(2, 30);
        assertThat(cursor().position()).isEqualTo(30);
    }

    /** The cache may have had it first. */
    @Test
    void keepsWhatTheDatabaseDoesNotHaveYet() {
        acknowledge(1, 10);
        assertThat(cursor().position()).isZero();
        assertThat(cursor().isProcessed(1, 10)).isTrue();
        batches.apply(posted(channel, 1, 10, "a"), posted(channel, 2, 20, "b"));
        acknowledge(2, 20);
        assertThat(cursor().position()).isEqualTo(20);
    }

    @Test
    void belongsToItsConsumerAndItsChannel() {
        long other = TestDatabase.newChannel();
        batches.apply(posted(channel, 1, 10, "a"), posted(other, 1, 11, "a"));
        acknowledge(1, 10);
        assertThat(cursors.of(consumer, other)).isEmpty();
        assertThat(cursors.of(consumer + "x")).isEmpty();
        assertThat(cursors.all())
                .filteredOn(known -> known.consumer().equals(consumer))
                .hasSize(1);
        assertThat(cursors.remove(consumer + "x")).isFalse();
        assertThat(cursors.remove(consumer)).isTrue();
        assertThat(cursors.of(consumer)).isEmpty();
    }

    @Test
    void comesToTheEndInWhateverOrderAndByHoweverManyMessagesAreAcknowledged() throws Exception {
        int messages = 60;
        List<Integer> order = new ArrayList<>();
        for (int id = 1; id <= messages; id++) {
            batches.apply(posted(channel, id, id * 10L, "a"));
            order.add(id);
        }
        Collections.shuffle(order, new Random(7));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int id : order) {
                all.add(threads.submit(() -> acknowledge(id, id * 10L)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(cursor().position()).isEqualTo(messages * 10L);
        assertThat(cursor().above()).isEmpty();
    }

    private void acknowledge(long messageId, long position) {
        cursors.acknowledge(consumer, channel, List.of(new Acknowledgement(channel, messageId, position)));
    }

    private ConsumerCursor cursor() {
        return cursors.of(consumer, channel).orElseThrow();
    }
}
