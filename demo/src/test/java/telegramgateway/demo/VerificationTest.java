package telegramgateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static final Map<Long, Long> STORED = Map.of(1L, 100L, 2L, 105L, 3L, 110L);

    @Test
    void takesAFeedThatHasEveryMessageInOrder() {
        assertThat(Verification.isWholeFeed(feed(1, 100, 2, 105, 3, 110), STORED))
                .isTrue();
    }

    @Test
    void refusesAFeedThatSkipsGoesBackRepeatsOrInvents() {
        assertThat(Verification.isWholeFeed(feed(1, 100, 3, 110), STORED)).isFalse();
        assertThat(Verification.isWholeFeed(feed(2, 105, 1, 100, 3, 110), STORED))
                .isFalse();
        assertThat(Verification.isWholeFeed(feed(1, 100, 2, 105, 2, 105, 3, 110), STORED))
                .isFalse();
        assertThat(Verification.isWholeFeed(feed(1, 100, 2, 105, 3, 110, 4, 111), STORED))
                .isFalse();
        assertThat(Verification.isWholeFeed(feed(1, 100, 2, 104, 3, 110), STORED))
                .isFalse();
    }

    @Test
    void takesACacheThatHoldsExactlyWhatLiesAboveItsFloor() {
        assertThat(new CachedFeed.Channel(100L, Map.of(2L, 105L, 3L, 110L)).agreesWith(STORED))
                .isTrue();
        assertThat(new CachedFeed.Channel(110L, Map.of()).agreesWith(STORED)).isTrue();
    }

    @Test
    void refusesACacheWithoutFloorOrWithAHoleAboveIt() {
        assertThat(new CachedFeed.Channel(null, STORED).agreesWith(STORED)).isFalse();
        assertThat(new CachedFeed.Channel(100L, Map.of(3L, 110L)).agreesWith(STORED))
                .isFalse();
        assertThat(new CachedFeed.Channel(105L, Map.of(2L, 105L, 3L, 110L)).agreesWith(STORED))
                .isFalse();
    }

    @Test
    void tellsTextsAndDatesApart() {
        Written stored = Written.of(1700000000, "a\u000bB\n");
        assertThat(Written.of(1700000000, "ax0BB\n").isSameAs(stored)).isTrue();
        assertThat(Written.of(0, "a\u000bB\n").isSameAs(stored)).isTrue();
        assertThat(Written.of(1700000001, "a\u000bB\n").isSameAs(stored)).isFalse();
        assertThat(Written.of(1700000000, "aB\n").isSameAs(stored)).isFalse();
    }

    private static List<FeedReader.Item> feed(long... idsAndPositions) {
        return java.util.stream.IntStream.range(0, idsAndPositions.length / 2)
                .mapToObj(i -> new FeedReader.Item(
                        idsAndPositions[2 * i], idsAndPositions[2 * i + 1], Written.of(0, ""), "cache"))
                .toList();
    }
}
