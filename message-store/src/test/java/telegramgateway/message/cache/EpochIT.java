package telegramgateway.message.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.message.cache.TestRedis.NOW;
import static telegramgateway.message.cache.TestRedis.OPTIONS;
import static telegramgateway.message.cache.TestRedis.RAW;
import static telegramgateway.message.cache.TestRedis.feed;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A channel changes hands while its former owner goes on writing. */
class EpochIT {
    private static final MessageCache CACHE = MessageCache.connect(OPTIONS, InstantSource.system());

    private final long channel = TestRedis.newChannel();
    private final CacheWriter writer = new CacheWriter(TestRedis.REDIS, OPTIONS);

    @AfterAll
    static void close() {
        CACHE.close();
    }

    private boolean write(long messageId, long position, long previous, long epoch) {
        return writer.write(List.of(TestMessages.event(channel, messageId, position, previous)), Map.of(channel, epoch))
                .isEmpty();
    }

    private void assertHead(long head, long epoch) {
        writer.assertHeads(Map.of(channel, head), Map.of(channel, epoch));
    }

    @Test
    void aFormerOwnerIsRefused() {
        write(7, NOW, 0, 0);
        CACHE.beginEpochs(Map.of(channel, 1L));

        assertThat(write(8, NOW + 1, NOW, 0)).isFalse();
        assertHead(NOW + 1, 0);

        assertThat(feed(channel)).containsExactly(Map.entry("epoch", -1L), Map.entry("floor", 0L), Map.entry("7", NOW));
        assertThat(RAW.exists(CacheKeys.message(channel, 8))).isZero();
        assertThat(CACHE.head(channel)).isEmpty();
    }

    @Test
    void nobodyVouchesForTheEndUntilTheNewOwnerDoes() {
        write(7, NOW, 0, 0);
        assertHead(NOW, 0);
        CACHE.beginEpochs(Map.of(channel, 1L));
        assertThat(CACHE.head(channel)).isEmpty();

        assertHead(NOW + 5, 1);

        assertThat(CACHE.head(channel)).hasValue(NOW + 5);
        assertThat(feed(channel)).containsExactly(Map.entry("epoch", -1L), Map.entry("floor", NOW + 5));
    }

    @Test
    void howFarTheFormerOwnerCameIsKnownToTheEnd() {
        write(7, NOW, 0, 0);
        CACHE.beginEpochs(Map.of(channel, 1L));

        assertThat(CACHE.highestPositions()).containsEntry(channel, NOW);
    }

    @Test
    void anEpochWithoutAFeedHoldsNothing() {
        CACHE.beginEpochs(Map.of(channel, 1L));

        assertThat(CACHE.highestPositions()).doesNotContainKey(channel);
        assertThat(CACHE.read(channel, 0, 10).knownHead()).isZero();
        assertThat(write(7, NOW, NOW - 9, 1)).isTrue();
        assertThat(feed(channel))
                .containsExactly(Map.entry("epoch", -1L), Map.entry("floor", NOW - 9), Map.entry("7", NOW));
    }

    @Test
    void theNewOwnersFirstEventEndsWhatTheFormerOwnerWroteAfterTheEpochWasLost() {
        write(7, NOW + 3, 0, 0);

        assertThat(write(9, NOW + 5, NOW + 2, 2)).isTrue();

        assertThat(feed(channel))
                .containsExactly(Map.entry("epoch", -2L), Map.entry("floor", NOW + 2), Map.entry("9", NOW + 5));
    }

    @Test
    void anEpochThatBeginsAgainChangesNothing() {
        CACHE.beginEpochs(Map.of(channel, 2L));
        write(7, NOW, 0, 2);
        assertHead(NOW, 2);

        CACHE.beginEpochs(Map.of(channel, 1L));
        CACHE.beginEpochs(Map.of(channel, 2L));

        assertThat(feed(channel)).containsEntry("epoch", -2L).containsEntry("7", NOW);
        assertThat(CACHE.head(channel)).hasValue(NOW);
    }

    @Test
    void trimmingLeavesTheEpoch() {
        CACHE.beginEpochs(Map.of(channel, 1L));
        long hour = OPTIONS.messageLife().toMillis() * 1_000;
        write(7, NOW, NOW - 1, 1);
        write(8, NOW + hour - 1, NOW, 1);
        write(9, NOW + hour, NOW + hour - 1, 1);

        assertThat(feed(channel))
                .containsExactly(
                        Map.entry("epoch", -1L),
                        Map.entry("floor", NOW),
                        Map.entry("8", NOW + hour - 1),
                        Map.entry("9", NOW + hour));
    }

    @Test
    void aShortFeedKeepsItsEpoch() {
        CacheWriter shortFeed = new CacheWriter(
                TestRedis.REDIS,
                new CacheOptions(
                        OPTIONS.address(),
                        OPTIONS.access(),
                        OPTIONS.timeout(),
                        OPTIONS.messageLife(),
                        1,
                        OPTIONS.aliveLife(),
                        OPTIONS.committedLife()));
        for (int i = 0; i < 3; i++) {
            shortFeed.write(List.of(TestMessages.event(channel, 10 + i, NOW + i, NOW + i - 1)), Map.of(channel, 1L));
        }

        assertThat(feed(channel))
                .containsExactly(Map.entry("epoch", -1L), Map.entry("floor", NOW + 1), Map.entry("12", NOW + 2));
    }
}
