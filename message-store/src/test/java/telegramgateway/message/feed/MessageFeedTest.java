package telegramgateway.message.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import telegramgateway.message.feed.CacheAnswer.Hit;
import telegramgateway.message.feed.CacheAnswer.Miss;
import telegramgateway.message.feed.CacheAnswer.Reason;
import telegramgateway.message.feed.FeedPage.Source;

/** Which tier answers, and what a page says of its end. */
class MessageFeedTest {
    private static final long CHANNEL = -1001;
    private static final List<FeedEntry> CACHED = List.of(entry(20));

    private final CannedCache cache = new CannedCache();
    private final CannedDatabase database = new CannedDatabase();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final MessageFeed feed = new MessageFeed(cache, database, InstantSource.system(), metrics);

    @Test
    void anEndThatIsVouchedForNeedsNoDatabase() {
        database.down = true;
        cache.answer = new Hit(CACHED, 20, 20, true);

        assertThat(read(10)).isEqualTo(new FeedPage(CACHED, 20, false, Source.CACHE, false));
        assertThat(count("polling.cache.hits")).isEqualTo(1);
    }

    @Test
    void aPageBehindWhichMoreIsKnownNeedsNoProofOfItsEnd() {
        database.down = true;
        cache.answer = new Hit(CACHED, 20, 30, false);

        assertThat(read(10)).isEqualTo(new FeedPage(CACHED, 20, true, Source.CACHE, false));
    }

    @Test
    void anEndThatNobodyVouchesForIsHeldAgainstTheDatabase() {
        cache.answer = new Hit(CACHED, 20, 20, false);
        database.positions = List.of(20L);

        assertThat(read(10)).isEqualTo(new FeedPage(CACHED, 20, false, Source.CACHE, false));
    }

    @Test
    void theDatabaseAnswersWhenItHasMoreThanAnEndThatNobodyVouchesFor() {
        cache.answer = new Hit(CACHED, 20, 20, false);
        database.positions = List.of(20L, 30L);

        FeedPage page = read(10);

        assertThat(page.source()).isEqualTo(Source.DATABASE);
        assertThat(positions(page)).containsExactly(20L, 30L);
        assertThat(misses(Reason.END_BEHIND)).isEqualTo(1);
        assertThat(count("polling.cache.hits")).isZero();
    }

    @Test
    void anEndThatNeitherTierCanProveIsMarked() {
        cache.answer = new Hit(CACHED, 20, 20, false);
        database.down = true;

        assertThat(read(10)).isEqualTo(new FeedPage(CACHED, 20, false, Source.CACHE, true));
        assertThat(count("polling.unconfirmed")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class)
    void whateverTheCacheCannotProveTheDatabaseAnswers(Reason reason) {
        cache.answer = new Miss(reason, 0);
        database.positions = List.of(20L, 30L);

        assertThat(positions(read(20))).containsExactly(30L);
        assertThat(misses(reason)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class)
    void whenTheDatabaseIsAwayTooThereIsNoPage(Reason reason) {
        cache.answer = new Miss(reason, 0);
        database.down = true;

        assertThatThrownBy(() -> read(20)).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void aPageOfTheDatabaseSaysWhetherMoreFollows() {
        cache.answer = new Miss(Reason.ABSENT, 0);
        database.positions = LongStream.rangeClosed(1, 10).boxed().toList();

        FeedPage full = feed.read(CHANNEL, 0, 9);
        assertThat(full.entries()).hasSize(9);
        assertThat(full.nextCursor()).isEqualTo(9);
        assertThat(full.hasMore()).isTrue();

        FeedPage last = feed.read(CHANNEL, 0, 10);
        assertThat(last.entries()).hasSize(10);
        assertThat(last.hasMore()).isFalse();
    }

    @Test
    void anEmptyPageKeepsItsCursorAndMoreMayBeKnown() {
        database.positions = List.of(20L);

        cache.answer = new Miss(Reason.BELOW_FLOOR, 20);
        assertThat(read(20)).isEqualTo(new FeedPage(List.of(), 20, false, Source.DATABASE, false));

        cache.answer = new Miss(Reason.BELOW_FLOOR, 30);
        assertThat(read(20))
                .as("the database lags behind what the cache has heard of")
                .isEqualTo(new FeedPage(List.of(), 20, true, Source.DATABASE, false));
    }

    @Test
    void onlyPossibleCursorsAndLimitsAreRead() {
        cache.answer = new Hit(List.of(), 0, 0, true);
        feed.read(CHANNEL, 0, 1);
        feed.read(CHANNEL, Long.MAX_VALUE, MessageFeed.MAX_LIMIT);

        assertThatIllegalArgumentException().isThrownBy(() -> feed.read(CHANNEL, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> feed.read(CHANNEL, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> feed.read(CHANNEL, 0, MessageFeed.MAX_LIMIT + 1));
    }

    @Test
    void theHeadIsTheCachesWhileItIsVouchedForElseTheDatabases() {
        database.positions = List.of(20L);
        assertThat(feed.head(CHANNEL)).isEqualTo(20);

        database.down = true;
        cache.head = OptionalLong.of(30);
        assertThat(feed.head(CHANNEL)).isEqualTo(30);
    }

    @Test
    void whenNeitherTierKnowsTheHeadItIsNotInvented() {
        database.down = true;

        assertThatThrownBy(() -> feed.head(CHANNEL)).isInstanceOf(StoreUnavailableException.class);
    }

    private FeedPage read(long cursor) {
        return feed.read(CHANNEL, cursor, 10);
    }

    private double count(String name) {
        return metrics.get(name).counter().count();
    }

    private double misses(Reason reason) {
        Counter misses = metrics.get("polling.cache.misses")
                .tag("reason", reason.label())
                .counter();
        return misses.count();
    }

    private static List<Long> positions(FeedPage page) {
        return page.entries().stream().map(FeedEntry::position).toList();
    }

    private static FeedEntry entry(long position) {
        return new FeedEntry(position, position, new byte[] {'{', '}'});
    }

    private static final class CannedCache implements FeedCache {
        private @Nullable CacheAnswer answer;
        private OptionalLong head = OptionalLong.empty();

        @Override
        public CacheAnswer read(long channelId, long cursor, int limit) {
            return answer == null ? new Miss(Reason.ABSENT, 0) : answer;
        }

        @Override
        public OptionalLong head(long channelId) {
            return head;
        }
    }

    private static final class CannedDatabase implements FeedDatabase {
        private List<Long> positions = List.of();
        private boolean down;

        @Override
        public List<FeedEntry> after(long channelId, long position, int limit) {
            requireUp();
            return positions.stream()
                    .filter(held -> held > position)
                    .limit(limit)
                    .map(MessageFeedTest::entry)
                    .toList();
        }

        @Override
        public long head(long channelId) {
            requireUp();
            return positions.isEmpty() ? 0 : positions.getLast();
        }

        private void requireUp() {
            if (down) {
                throw new StoreUnavailableException("down", new IllegalStateException("test"));
            }
        }
    }
}
