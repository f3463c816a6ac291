package telegramgateway.message.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.cache.TestRedis.NOW;
import static telegramgateway.message.cache.TestRedis.RAW;
import static telegramgateway.message.cache.TestRedis.feed;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssertHeadScriptIT {
    private final long channel = TestRedis.newChannel();
    private final AssertHeadScript script = new AssertHeadScript(TestRedis.OPTIONS);

    @BeforeEach
    void aFeedWithTwoMessages() {
        WriteEventScript write = new WriteEventScript(TestRedis.OPTIONS);
        TestRedis.REDIS.runAll(List.of(
                write.call(TestMessages.event(channel, 7, NOW, 0), false, 0),
                write.call(TestMessages.event(channel, 8, NOW + 1, NOW), false, 0)));
    }

    @Test
    void aHeadThatTheFeedHasReachedIsVouchedFor() {
        assertHead(NOW + 1);

        assertThat(feed(channel)).containsExactly(Map.entry("floor", 0L), Map.entry("7", NOW), Map.entry("8", NOW + 1));
        assertThat(RAW.get(CacheKeys.alive(channel))).isEqualTo(Long.toString(NOW + 1));
        assertThat(RAW.pttl(CacheKeys.alive(channel))).isBetween(4_000L, 5_000L);
    }

    @Test
    void aTailThatTheFeedHasLostRaisesTheFloor() {
        assertHead(NOW + 2);

        assertThat(feed(channel)).containsExactly(Map.entry("floor", NOW + 2));
    }

    @Test
    void anAbsentFeedIsMadeAnew() {
        RAW.del(CacheKeys.feed(channel));

        assertHead(NOW + 1);

        assertThat(feed(channel)).containsExactly(Map.entry("floor", NOW + 1));
    }

    @Test
    void anAssertionThatComesLateLowersNothing() {
        assertHead(NOW);

        assertThat(feed(channel)).containsEntry("8", NOW + 1).containsEntry("floor", 0L);
    }

    private void assertHead(long position) {
        TestRedis.REDIS.run(script.call(channel, position, 0));
    }
}
