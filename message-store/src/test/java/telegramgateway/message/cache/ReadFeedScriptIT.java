package telegramgateway.message.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.cache.TestRedis.NOW;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telegramgateway.message.cache.ReadFeedScript.Place;
import telegramgateway.message.cache.ReadFeedScript.Step;

class ReadFeedScriptIT {
    private final long channel = TestRedis.newChannel();
    private final ReadFeedScript script = new ReadFeedScript();

    @BeforeEach
    void aFeedThatIsCompleteAboveAFloor() {
        WriteEventScript write = new WriteEventScript(TestRedis.OPTIONS);
        TestRedis.REDIS.runAll(List.of(
                write.call(TestMessages.event(channel, 7, NOW, NOW - 1), false, 0),
                write.call(TestMessages.event(channel, 8, NOW + 1, NOW), false, 0),
                write.call(TestMessages.event(channel, 9, NOW + 2, NOW + 1), false, 0)));
    }

    @Test
    void theIdsBehindTheCursorComeInOrder() {
        assertThat(read(NOW, 10).places()).containsExactly(new Place(8, NOW + 1), new Place(9, NOW + 2));
    }

    @Test
    void theFloorItselfIsACursorAboveWhichTheFeedIsComplete() {
        Step step = read(NOW - 1, 10);

        assertThat(step.floor()).isEqualTo(NOW - 1);
        assertThat(step.places()).hasSize(3);
    }

    @Test
    void nothingIsReadBelowTheFloor() {
        assertThat(read(NOW - 2, 10)).isEqualTo(new Step(NOW - 1, null, NOW + 2, List.of()));
    }

    @Test
    void aPageHoldsNoMoreThanAskedButTheHighestPositionIsKnown() {
        Step step = read(NOW - 1, 2);

        assertThat(step.places()).containsExactly(new Place(7, NOW), new Place(8, NOW + 1));
        assertThat(step.highest()).isEqualTo(NOW + 2);
    }

    @Test
    void theAssertedHeadIsSeen() {
        assertThat(read(NOW, 1).alive()).isNull();

        TestRedis.REDIS.run(new AssertHeadScript(TestRedis.OPTIONS).call(channel, NOW + 2, 0));

        assertThat(read(NOW, 1).alive()).isEqualTo(NOW + 2);
    }

    @Test
    void aFeedThatHoldsItsFloorOnlyKnowsOfNoMessage() {
        TestRedis.REDIS.run(new AssertHeadScript(TestRedis.OPTIONS).call(channel, NOW + 5, 0));

        assertThat(read(NOW + 5, 10)).isEqualTo(new Step(NOW + 5, NOW + 5, 0, List.of()));
    }

    @Test
    void anAbsentFeedHasNoFloor() {
        TestRedis.RAW.del(CacheKeys.feed(channel));

        assertThat(read(0, 10)).isEqualTo(new Step(null, null, 0, List.of()));
    }

    @Test
    void aCursorBeyondEverythingFindsNothing() {
        assertThat(read(Long.MAX_VALUE, 10).places()).isEmpty();
    }

    private Step read(long cursor, int limit) {
        return script.step(TestRedis.REDIS.run(script.call(channel, cursor, limit)));
    }
}
