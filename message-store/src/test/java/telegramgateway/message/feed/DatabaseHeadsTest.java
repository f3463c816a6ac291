package telegramgateway.message.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often the database is asked for a head, and for how long its answer is believed. */
class DatabaseHeadsTest {
    private static final long CHANNEL = -1001;

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final CountedDatabase database = new CountedDatabase();
    private final DatabaseHeads heads = new DatabaseHeads(database, () -> now);

    @Test
    void anAnswerIsBelievedForASecond() {
        database.head = 10;
        assertThat(heads.head(CHANNEL)).isEqualTo(10);

        database.head = 20;
        pass(999);
        assertThat(heads.head(CHANNEL)).isEqualTo(10);
        pass(1);
        assertThat(heads.head(CHANNEL)).isEqualTo(20);
        assertThat(database.asked).isEqualTo(2);
    }

    @Test
    void aFailureIsNotRepeatedForASecondAndThenForgotten() {
        database.down = true;
        assertThatThrownBy(() -> heads.head(CHANNEL)).isInstanceOf(StoreUnavailableException.class);

        database.down = false;
        database.head = 10;
        pass(999);
        assertThatThrownBy(() -> heads.head(CHANNEL))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("-1001");
        assertThat(database.asked).isEqualTo(1);
        pass(1);
        assertThat(heads.head(CHANNEL)).isEqualTo(10);
    }

    @Test
    void aHeadOfYesterdayIsNoAnswerOnceTheDatabaseIsDown() {
        database.head = 10;
        heads.head(CHANNEL);
        database.down = true;
        pass(1_000);

        assertThatThrownBy(() -> heads.head(CHANNEL)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void aClockThatWasSetBackDoesNotFreezeTheAnswer() {
        database.head = 10;
        heads.head(CHANNEL);
        database.head = 20;
        pass(-7_200_000);

        assertThat(heads.head(CHANNEL)).isEqualTo(20);
    }

    @Test
    void everyChannelIsAskedForItself() {
        heads.head(CHANNEL);
        heads.head(-1002);

        assertThat(database.asked).isEqualTo(2);
    }

    @Test
    void whatIsRememberedIsBounded() {
        for (long channel = 0; channel <= 10_000; channel++) {
            heads.head(channel);
        }
        heads.head(0);
        assertThat(database.asked).as("too many: forgotten, and asked again").isEqualTo(10_002);

        heads.head(0);
        assertThat(database.asked).isEqualTo(10_002);
    }

    private void pass(long millis) {
        now = now.plusMillis(millis);
    }

    private static final class CountedDatabase implements FeedDatabase {
        private long head;
        private boolean down;
        private int asked;

        @Override
        public List<FeedEntry> after(long channelId, long position, int limit) {
            throw new UnsupportedOperationException("Only heads are asked for");
        }

        @Override
        public long head(long channelId) {
            asked++;
            if (down) {
                throw new StoreUnavailableException("down", new IllegalStateException("test"));
            }
            return head;
        }
    }
}
