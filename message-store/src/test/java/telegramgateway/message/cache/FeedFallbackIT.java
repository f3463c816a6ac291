package telegramgateway.message.cache;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static telegramgateway.message.cache.TestRedis.NOW;
import static telegramgateway.message.cache.TestRedis.RAW;
import static telegramgateway.message.cache.TestRedis.REDIS;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.CacheAnswer.Reason;
import telegramgateway.message.feed.FeedDatabase;
import telegramgateway.message.feed.FeedEntry;
import telegramgateway.message.feed.FeedPage;
import telegramgateway.message.feed.FeedPage.Source;
import telegramgateway.message.feed.MessageFeed;

/** Every reason for which the cache may not answer, brought about in a real Redis: the database answers, with all. */
class FeedFallbackIT {
    private static final Duration ALIVE = Duration.ofMillis(500);

    private final long channel = TestRedis.newChannel();
    private final MessageEvent first = TestMessages.event(channel, 7, NOW, 0);
    private final MessageEvent second = TestMessages.event(channel, 8, NOW + 1, NOW);
    private final MessageEvent third = TestMessages.event(channel, 9, NOW + 2, NOW + 1);
    private final CacheWriter writer = new CacheWriter(REDIS, options());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final MessageFeed feed =
            new MessageFeed(new CacheReader(REDIS), new EverythingStored(), InstantSource.system(), metrics);

    @BeforeEach
    void theCacheHasTwoOfThree() {
        writer.write(List.of(first, second), Map.of());
    }

    @Test
    void aFeedThatWasEvicted() {
        RAW.del(CacheKeys.feed(channel));

        assertFallsBack(0, Reason.ABSENT);
    }

    @Test
    void aFeedThatHasLostItsFloor() {
        RAW.zrem(CacheKeys.feed(channel), "floor");

        assertFallsBack(0, Reason.ABSENT);
    }

    @Test
    void aFeedThatHasLostItsTail() {
        writer.assertHeads(Map.of(channel, NOW + 2), Map.of());

        assertFallsBack(NOW + 1, Reason.BELOW_FLOOR);
    }

    @Test
    void aMessageThatHasExpired() {
        RAW.pexpire(CacheKeys.message(channel, 8), 0);

        assertFallsBack(0, Reason.JSON_MISSING);
    }

    @Test
    void aMessageAsAnOlderRedisHadIt() {
        RAW.set(CacheKeys.message(channel, 8), new String(first.json(), StandardCharsets.UTF_8));

        assertFallsBack(0, Reason.JSON_STALE);
    }

    @Test
    void anEndForWhichNobodyVouches() {
        assertFallsBack(0, Reason.END_BEHIND);
    }

    @Test
    void aKeyThatIsNoFeed() {
        RAW.set(CacheKeys.feed(channel), "not a feed");

        assertFallsBack(0, Reason.ERROR);
    }

    @Test
    void aReaderIsBlindForNoLongerThanTheAssertionLives() {
        writer.assertHeads(Map.of(channel, NOW + 1), Map.of());
        FeedPage vouchedFor = feed.read(channel, NOW + 1, 10);

        // The writer has died: neither the third message nor another assertion comes.
        await().atMost(ALIVE.plus(ofSeconds(1)))
                .until(() -> feed.read(channel, NOW + 1, 10).source() == Source.DATABASE);

        assertThat(vouchedFor).isEqualTo(new FeedPage(List.of(), NOW + 1, false, Source.CACHE, false));
        assertFallsBack(NOW + 1, Reason.END_BEHIND);
    }

    private void assertFallsBack(long cursor, Reason reason) {
        double before = misses(reason);

        FeedPage page = feed.read(channel, cursor, 10);

        assertThat(page.source()).isEqualTo(Source.DATABASE);
        assertThat(page.entries().getLast().position()).isEqualTo(NOW + 2);
        assertThat(page.entries()).hasSize(cursor == 0 ? 3 : 1);
        assertThat(misses(reason) - before).isEqualTo(1);
    }

    private double misses(Reason reason) {
        return metrics.get("polling.cache.misses")
                .tag("reason", reason.label())
                .counter()
                .count();
    }

    private static CacheOptions options() {
        CacheOptions all = TestRedis.OPTIONS;
        return new CacheOptions(
                all.address(),
                all.access(),
                all.timeout(),
                all.messageLife(),
                all.feedLength(),
                ALIVE,
                all.committedLife());
    }

    private final class EverythingStored implements FeedDatabase {
        private final List<MessageEvent> rows = List.of(first, second, third);

        @Override
        public List<FeedEntry> after(long channelId, long position, int limit) {
            return rows.stream()
                    .filter(event -> event.position() > position)
                    .limit(limit)
                    .map(event -> new FeedEntry(event.messageId(), event.position(), event.json()))
                    .toList();
        }

        @Override
        public long head(long channelId) {
            return rows.getLast().position();
        }
    }
}
